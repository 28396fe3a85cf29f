using System.Runtime.InteropServices;
using Bantam.Tensors;

namespace Bantam.Training.Data.Texts;

/// <summary>
/// Pieces of a text for a model that goes on writing it: <c>characters</c>, Int32 [length], and <c>next</c>, Int32 [length], the
/// characters that follow each. Numbers are those of <see cref="Vocabulary"/>.
/// </summary>
public sealed class CharacterDataset : IDataset
{
    private readonly int[] _numbers;
    private readonly int _length, _stride;

    /// <summary>Pieces of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="length">Characters in a piece, 1 or more.</param>
    /// <param name="stride">How far pieces begin behind each other, 1 or more; null for <paramref name="length"/>.</param>
    /// <param name="vocabulary">The characters that have numbers, such as those of another text; null for those of this one.</param>
    /// <exception cref="DatasetException">The text is too short, or has a character that the vocabulary has not.</exception>
    public CharacterDataset(string text, int length, int? stride = null, string? vocabulary = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        _length = Hyperparameter.AtLeast(1, length, nameof(length));
        _stride = Hyperparameter.AtLeast(1, stride ?? length, nameof(stride));
        if (text.Length <= length)
            throw new DatasetException(
                "text", $"there must be more than {length} characters, a piece and the one behind it; there are {text.Length}.");
        Vocabulary = vocabulary ?? string.Concat(text.Distinct().Order());
        var numbers = Vocabulary.Select((c, i) => (c, i)).ToDictionary(p => p.c, p => p.i);
        _numbers = new int[text.Length];
        for (var i = 0; i < text.Length; i++)
            _numbers[i] = numbers.TryGetValue(text[i], out var number) ? number : throw new DatasetException(
                "text", $"character {i}: characters must be in the vocabulary; '{text[i]}' (U+{(int)text[i]:X4}) is not.");
        Fields = [new("characters", ElementType.Int32, Shape.Of(length)), new("next", ElementType.Int32, Shape.Of(length))];
    }

    /// <summary>The characters, in the order of their numbers.</summary>
    public string Vocabulary { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Field> Fields { get; }

    /// <inheritdoc/>
    public int Count => ((_numbers.Length - 1 - _length) / _stride) + 1;

    /// <inheritdoc/>
    public void Read(int index, int field, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        MemoryMarshal.AsBytes(_numbers.AsSpan((index * _stride) + field, _length)).CopyTo(destination);
    }
}
