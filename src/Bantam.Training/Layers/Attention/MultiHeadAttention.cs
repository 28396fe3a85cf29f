using Bantam.Training.Initializers;

namespace Bantam.Training.Layers;

/// <summary>
/// Attention of several heads: softmax(Q·Kᵀ/√keyDim)·V of each, where Q, K and V are dense layers of the query, the key and the value,
/// and a dense layer of all heads (A. Vaswani et al., "Attention is all you need", 2017,
/// <see href="https://arxiv.org/abs/1706.03762"/>). Called on a query [batch, targets, d], a value [batch, sources, e] and a key
/// [batch, sources, f]; where there is no key the value is the key, and a query alone attends to itself. A fourth input says which pairs
/// see each other, above 0 in [batch, targets, sources]. The output is a query's size.
/// </summary>
/// <param name="numHeads">The number of heads, 1 or more.</param>
/// <param name="keyDim">The size of a query and a key of each head, 1 or more.</param>
/// <param name="valueDim">The size of a value of each head; that of a key by default.</param>
/// <param name="dropout">The share of weights that is dropped in training.</param>
/// <param name="useBias">Whether the dense layers have a bias.</param>
/// <param name="kernelInitializer">The initializer of the weights; Glorot uniform by default.</param>
/// <param name="biasInitializer">The initializer of biases; zeros by default.</param>
/// <param name="useCausalMask">Whether a target sees the sources up to its own place only; Keras takes it when the layer is called.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is below 1, or the dropout is not a share.</exception>
public sealed class MultiHeadAttention(
    int numHeads, int keyDim, int? valueDim = null, float dropout = 0, bool useBias = true, Initializer? kernelInitializer = null,
    Initializer? biasInitializer = null, bool useCausalMask = false, string? name = null)
    : HeadedAttention(
        Hyperparameter.AtLeast(1, numHeads, nameof(numHeads)), numHeads, Hyperparameter.AtLeast(1, keyDim, nameof(keyDim)),
        Hyperparameter.AtLeast(1, valueDim ?? keyDim, nameof(valueDim)), dropout, useBias, useCausalMask, kernelInitializer,
        biasInitializer, name);
