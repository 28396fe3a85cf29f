using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>
/// Numbers for texts of a vocabulary: 0 for a text that is in none, the others from 1 on. It runs on .NET; a page has no texts, and a model
/// with it is refused there.
/// </summary>
/// <param name="maxTokens">How many numbers there are at most; null for any.</param>
/// <param name="numOovIndices">How many numbers stand for texts that the vocabulary does not have, 0 or 1.</param>
/// <param name="maskToken">The text that stands for padding and gets 0; null for none.</param>
/// <param name="vocabulary">The texts; null where <c>Adapt</c> finds them.</param>
/// <param name="outputMode">What stands for the numbers.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
public sealed class StringLookup(
    int? maxTokens = null, int numOovIndices = 1, string? maskToken = null, IReadOnlyList<string>? vocabulary = null,
    CategoryOutput outputMode = CategoryOutput.Int, string? name = null)
    : Lookup<string>(maxTokens, numOovIndices, maskToken is not null, maskToken ?? "", vocabulary, outputMode, name)
{
    /// <inheritdoc/>
    private protected override IComparer<string> Order => StringComparer.Ordinal;

    /// <inheritdoc/>
    private protected override Tensor Keys(string[] members) => Tensor.From(members);

    /// <inheritdoc/>
    private protected override string[] Members(Tensor data) => data.Strings.ToArray();

    /// <inheritdoc/>
    private protected override Tensor Taken(Tensor input) => input.Element == ElementType.String ? input
        : throw new ShapeException($"it looks up texts; these are {input.Type}. Take IntegerLookup for integers.");
}
