using Bantam.Training.Initializers;

namespace Bantam.Training.Layers;

/// <summary>
/// Attention of several heads that share keys and values in groups (J. Ainslie et al., 2023). Its inputs are those of
/// <see cref="MultiHeadAttention"/>.
/// </summary>
/// <param name="headDim">The size of a query, a key and a value of each head, 1 or more.</param>
/// <param name="numQueryHeads">The number of heads of the query, 1 or more.</param>
/// <param name="numKeyValueHeads">The number of heads of keys and values, which divides that of the query.</param>
/// <param name="dropout">The share of weights that is dropped in training.</param>
/// <param name="useBias">Whether the dense layers have a bias.</param>
/// <param name="kernelInitializer">The initializer of the weights; Glorot uniform by default.</param>
/// <param name="biasInitializer">The initializer of biases; zeros by default.</param>
/// <param name="useCausalMask">Whether a target sees the sources up to its own place only; Keras takes it when the layer is called.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is below 1, or does not divide.</exception>
public sealed class GroupedQueryAttention(
    int headDim, int numQueryHeads, int numKeyValueHeads, float dropout = 0, bool useBias = true,
    Initializer? kernelInitializer = null, Initializer? biasInitializer = null, bool useCausalMask = false, string? name = null)
    : HeadedAttention(
        Hyperparameter.AtLeast(1, numQueryHeads, nameof(numQueryHeads)), Divisor(numKeyValueHeads, numQueryHeads),
        Hyperparameter.AtLeast(1, headDim, nameof(headDim)), headDim, dropout, useBias, useCausalMask, kernelInitializer, biasInitializer,
        name)
{
    private static int Divisor(int numKeyValueHeads, int numQueryHeads) => numKeyValueHeads >= 1 && numQueryHeads % numKeyValueHeads == 0
        ? numKeyValueHeads
        : throw new ArgumentOutOfRangeException(
            nameof(numKeyValueHeads), numKeyValueHeads,
            $"'{nameof(numKeyValueHeads)}' must be 1 or more and divide the {numQueryHeads} heads of the query; it is {numKeyValueHeads}.");
}
