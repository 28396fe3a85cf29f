using Bantam.Operators.MachineLearning;
using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>
/// Numbers for the members of a vocabulary in its order, as ONNX' LabelEncoder: 0 for what is in none (<c>[UNK]</c>), the members from 1
/// on; with a mask token 0 stands for that, 1 for what is in none, and the members begin at 2.
/// </summary>
public abstract class Lookup<T> : Layer
    where T : notnull
{
    private readonly int? _maxTokens;
    private readonly int _unknowns;
    private readonly bool _hasMask;
    private readonly T _mask;
    private readonly CategoryOutput _output;
    private T[]? _vocabulary;

    private protected Lookup(
        int? maxTokens, int numOovIndices, bool hasMask, T mask, IReadOnlyList<T>? vocabulary, CategoryOutput outputMode, string? name)
        : base(name)
    {
        _maxTokens = maxTokens is { } most ? Hyperparameter.AtLeast(1, most, nameof(maxTokens)) : null;
        _unknowns = numOovIndices is 0 or 1 ? numOovIndices : throw new ArgumentOutOfRangeException(
            nameof(numOovIndices), numOovIndices,
            $"'{nameof(numOovIndices)}' must be 0 or 1, as no hash tells apart what the vocabulary has not; it is {numOovIndices}.");
        (_hasMask, _mask, _output) = (hasMask, mask, outputMode);
        if (vocabulary is not null) _vocabulary = Distinct(vocabulary);
    }

    /// <summary>The members without those that stand for others; null before <c>Adapt</c>.</summary>
    public IReadOnlyList<T>? Vocabulary => _vocabulary;

    /// <summary>How many numbers there are.</summary>
    /// <exception cref="InvalidOperationException">There is no vocabulary yet.</exception>
    public int VocabularySize => First + (_vocabulary
        ?? throw new InvalidOperationException("There is no vocabulary yet; give one, or call Adapt.")).Length;

    /// <inheritdoc/>
    protected sealed override bool TakesIntegers => true;

    /// <summary>Members as keys.</summary>
    private protected abstract Tensor Keys(T[] members);

    /// <summary>The members of data.</summary>
    private protected abstract T[] Members(Tensor data);

    private int First => _unknowns + (_hasMask ? 1 : 0);

    /// <summary>Makes the vocabulary of data, the most frequent members first, and equally frequent ones in descending order.</summary>
    /// <param name="data">The data.</param>
    public void Adapt(Tensor data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var counted = Members(data).Where(m => !_hasMask || !m.Equals(_mask)).GroupBy(m => m)
            .OrderByDescending(g => g.Count()).ThenByDescending(g => g.Key, Order).Select(g => g.Key);
        _vocabulary = [.. _maxTokens is { } most ? counted.Take(Math.Max(most - First, 0)) : counted];
    }

    /// <summary>The order of equally frequent members.</summary>
    private protected virtual IComparer<T> Order => Comparer<T>.Default;

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context)
    {
        if (_vocabulary is null) throw new ShapeException("it must have a vocabulary; give one, or call Adapt with the training data.");
        T[] keys = _hasMask ? [_mask, .. _vocabulary] : _vocabulary;
        long[] numbers = [.. keys.Select((_, i) => _hasMask && i == 0 ? 0L : i + _unknowns)];

        // Without a number for it what is in none gets one that no layer behind takes.
        var unknown = _unknowns == 0 ? -1L : _hasMask ? 1L : 0L;
        var encoder = new LabelEncoder(
            new FixedTensor(Keys(keys)), new FixedTensor(Tensor.From(numbers, numbers.Length)), new FixedTensor(Tensor.From([unknown], 1)));
        return CategoryEncoding.Encode(encoder.ApplyOne(Taken(input)), VocabularySize, _output);
    }

    /// <summary>The input as the keys' type.</summary>
    private protected abstract Tensor Taken(Tensor input);

    private static T[] Distinct(IReadOnlyList<T> vocabulary) => vocabulary.Distinct().Count() == vocabulary.Count ? [.. vocabulary]
        : throw new ArgumentException(
            $"A vocabulary has each member once; {vocabulary.Count - vocabulary.Distinct().Count()} of {vocabulary.Count} are repeated.",
            nameof(vocabulary));
}
