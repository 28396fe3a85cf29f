using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>Numbers in order for integers of a vocabulary: 0 for one that is in none, the others from 1 on.</summary>
/// <param name="maxTokens">How many numbers there are at most; null for any.</param>
/// <param name="numOovIndices">How many numbers stand for integers that the vocabulary does not have, 0 or 1.</param>
/// <param name="maskToken">The integer that stands for padding and gets 0; null for none.</param>
/// <param name="vocabulary">The integers; null where <c>Adapt</c> finds them.</param>
/// <param name="outputMode">What stands for the numbers.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
public sealed class IntegerLookup(
    int? maxTokens = null, int numOovIndices = 1, long? maskToken = null, IReadOnlyList<long>? vocabulary = null,
    CategoryOutput outputMode = CategoryOutput.Int, string? name = null)
    : Lookup<long>(maxTokens, numOovIndices, maskToken is not null, maskToken ?? 0, vocabulary, outputMode, name)
{
    /// <inheritdoc/>
    private protected override Tensor Keys(long[] members) => Tensor.From(members, members.Length);

    /// <inheritdoc/>
    private protected override long[] Members(Tensor data) => data.Cast(ElementType.Int64).ToArray<long>();

    /// <inheritdoc/>
    private protected override Tensor Taken(Tensor input) => input.Element == ElementType.String
        ? throw new ShapeException($"it looks up integers; these are {input.Type}. Take StringLookup for texts.")
        : input.Cast(ElementType.Int64);
}
