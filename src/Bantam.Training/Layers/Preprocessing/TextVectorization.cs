using Bantam.Operators.Text;
using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>
/// Texts as numbers of their words: [batch] of texts → [batch, outputSequenceLength] of integers, where 0 is padding, 1 a word that the
/// vocabulary does not have, and the others begin at 2. Words are what blanks part, in small letters; punctuation stays, which ONNX has no
/// operator for, so that Keras' <c>standardize="lower"</c> is meant. It runs on .NET; a page has no texts, and a model with it is refused
/// there.
/// </summary>
/// <param name="outputSequenceLength">How many numbers a text gets, 1 or more: longer ones are cut off, shorter ones filled with 0.</param>
/// <param name="maxTokens">How many numbers there are at most; null for any.</param>
/// <param name="vocabulary">The words; null where <see cref="Adapt"/> finds them.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
public sealed class TextVectorization(
    int outputSequenceLength, int? maxTokens = null, IReadOnlyList<string>? vocabulary = null, string? name = null)
    : Layer(name)
{
    private readonly int _length = Hyperparameter.AtLeast(1, outputSequenceLength, nameof(outputSequenceLength));
    private readonly StringLookup _lookup = new(maxTokens, maskToken: "", vocabulary: vocabulary);

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> Layers => [_lookup];

    /// <summary>The words; null before <see cref="Adapt"/>.</summary>
    public IReadOnlyList<string>? Vocabulary => _lookup.Vocabulary;

    /// <summary>How many numbers there are, those of padding and unknown words included.</summary>
    /// <exception cref="InvalidOperationException">There is no vocabulary yet.</exception>
    public int VocabularySize => _lookup.VocabularySize;

    /// <inheritdoc/>
    protected override bool TakesIntegers => true;

    /// <summary>Makes the vocabulary of the words of texts, the most frequent first.</summary>
    /// <param name="data">The texts.</param>
    public void Adapt(Tensor data)
    {
        ArgumentNullException.ThrowIfNull(data);
        _lookup.Adapt(Tensor.From([.. data.Strings.ToArray().SelectMany(
            text => text.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))]));
    }

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context)
    {
        if (input.Element != ElementType.String || input.Shape.Rank is < 1 or > 2 || (input.Shape.Rank == 2 && input.Shape[1] != 1))
            throw new ShapeException($"it takes texts, [batch] or [batch, 1]; these are {input.Type}.");
        var texts = input.Shape.Rank == 2 ? input.Squeeze(1) : input;
        // Of no text ONNX' normalizer makes one, so that the size of its output is another one than the batch.
        var small = new StringNormalizer(CaseChange.Lower).ApplyOne(texts).Reshape(texts.Shape);
        var words = new StringSplit().Apply(small)[0];

        // How many words the longest text has only a run shows.
        var filled = words.Pad([0, 0], [0, _length], value: Tensor.From([""], Shape.Scalar)).Slice([1], [0], [_length]);
        return _lookup.Apply(filled.Reshape(new Shape(texts.Shape[0], _length)), context);
    }
}
