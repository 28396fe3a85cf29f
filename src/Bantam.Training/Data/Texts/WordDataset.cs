using System.Runtime.InteropServices;
using Bantam.Tensors;

namespace Bantam.Training.Data.Texts;

/// <summary>
/// Texts as numbers of their words, and their classes: <c>words</c>, Int32 [length], and <c>label</c>, Int32. 0 fills up, 1 stands for a
/// word that the vocabulary has not; the others are as Keras' TextVectorization makes them: in small letters, without punctuation, the
/// most frequent first.
/// </summary>
public sealed class WordDataset : IDataset
{
    private const int Unknown = 1, FirstWord = 2;

    private readonly int[] _words, _labels;
    private readonly int _length;

    /// <summary>Texts and their classes.</summary>
    /// <param name="texts">The texts and the numbers of their classes.</param>
    /// <param name="length">Words that are kept of a text, 1 or more; shorter ones are filled up with 0.</param>
    /// <param name="maxTokens">How many numbers there are at most, 0 and 1 included.</param>
    /// <param name="vocabulary">The words that have numbers, such as those of the texts to learn from; null for those of these.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public WordDataset(
        IReadOnlyList<(string Text, int Label)> texts, int length, int maxTokens = 10_000, IReadOnlyList<string>? vocabulary = null)
    {
        ArgumentNullException.ThrowIfNull(texts);
        _length = Hyperparameter.AtLeast(1, length, nameof(length));
        Hyperparameter.AtLeast(FirstWord, maxTokens, nameof(maxTokens));
        Vocabulary = vocabulary ??
        [
            .. texts.SelectMany(t => Split(t.Text)).CountBy(word => word)
                .OrderByDescending(w => w.Value).ThenByDescending(w => w.Key, StringComparer.Ordinal)
                .Take(maxTokens - FirstWord).Select(w => w.Key),
        ];
        var numbers = Vocabulary.Select((word, i) => (word, i)).ToDictionary(p => p.word, p => p.i + FirstWord, StringComparer.Ordinal);
        _words = new int[texts.Count * length];
        _labels = [.. texts.Select(t => t.Label)];
        for (var i = 0; i < texts.Count; i++)
        {
            var at = i * length;
            foreach (var word in Split(texts[i].Text).Take(length)) _words[at++] = numbers.GetValueOrDefault(word, Unknown);
        }

        Fields = [new("words", ElementType.Int32, Shape.Of(length)), new("label", ElementType.Int32, Shape.Of())];
    }

    /// <summary>The words; the number of the first is 2.</summary>
    public IReadOnlyList<string> Vocabulary { get; }

    /// <summary>How many numbers there are: the size of an <see cref="Layers.Embedding"/>.</summary>
    public int VocabularySize => Vocabulary.Count + FirstWord;

    /// <inheritdoc/>
    public IReadOnlyList<Field> Fields { get; }

    /// <inheritdoc/>
    public int Count => _labels.Length;

    /// <summary>The words of a text, in small letters and without punctuation.</summary>
    /// <param name="text">The text.</param>
    public static IEnumerable<string> Split(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return string.Concat(text.Select(c => char.IsPunctuation(c) || char.IsSymbol(c) ? ' ' : char.ToLowerInvariant(c)))
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    }

    /// <inheritdoc/>
    public void Read(int index, int field, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        if (field == 0) MemoryMarshal.AsBytes(_words.AsSpan(index * _length, _length)).CopyTo(destination);
        else MemoryMarshal.Write(destination, _labels[index]);
    }
}
