using System.Globalization;

namespace Bantam.Tensors;

/// <summary>An index, known only when it was used, is outside of the axis that it names an element of.</summary>
public sealed class AxisIndexException : ShapeException
{
    /// <summary>The error of an index on an axis.</summary>
    /// <param name="index">The index.</param>
    /// <param name="size">The size of the axis.</param>
    /// <param name="where">Where it happened; null where that is not known yet.</param>
    public AxisIndexException(long index, int size, string? where = null)
        : base(where is null ? Sentence(index, size) : $"{where}: {Sentence(index, size)}") =>
        (Index, Size, Where, Rule) = (index, size, where, Sentence(index, size));

    /// <summary>The index.</summary>
    public long Index { get; }

    /// <summary>The size of the axis.</summary>
    public int Size { get; }

    /// <inheritdoc/>
    public override ShapeException At(string where) => new AxisIndexException(Index, Size, where);

    /// <summary>The sentence with an index in decimal, or with what stands for one in code.</summary>
    internal static string Sentence(string index, int size) => size == 0
        ? $"index {index} is outside an axis of size 0, which has no indices."
        : $"index {index} is outside an axis of size {size}; its indices are {-size} to {size - 1}.";

    private static string Sentence(long index, int size) => Sentence(index.ToString(CultureInfo.InvariantCulture), size);
}
