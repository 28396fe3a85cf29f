using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Lowering;

/// <summary>
/// The values that lie inside of others, so that nothing is copied: a part of a concatenation is computed into it, a slice is read
/// where it was cut. Values are seen as rows of their last axis; those of a part may lie further apart than its own length.
/// </summary>
internal sealed class Views
{
    private readonly Dictionary<Value, Part> _parts = [];

    /// <summary>Whether a value lies inside of another.</summary>
    public bool IsPart(Value value) => _parts.ContainsKey(value);

    /// <summary>Whether a value was laid into this one.</summary>
    public bool LiesIn(Value value, Value home) => _parts.TryGetValue(value, out var part) && part.Home == home;

    /// <summary>Lets a value lie in another one.</summary>
    /// <param name="value">The part.</param>
    /// <param name="home">What it lies in, which lies where it will stay.</param>
    /// <param name="row">The row of <paramref name="home"/> at which it begins.</param>
    /// <param name="column">The column at which it begins.</param>
    /// <param name="isContiguous">Whether its rows lie one behind the other.</param>
    public void Add(Value value, Value home, int row, int column, bool isContiguous) =>
        _parts.Add(value, new Part(home, row, column, isContiguous));

    /// <summary>Where a value lies: itself, if it lies in no other one.</summary>
    public View Of(Value value)
    {
        if (!_parts.TryGetValue(value, out var part)) return new View(value, 0, Columns(value));
        var (holder, first, step) = Of(part.Home);
        return new View(holder, first + ((long)part.Row * step) + part.Column, part.IsContiguous ? Columns(value) : step);
    }

    /// <summary>Whether all elements of a value lie one behind the other.</summary>
    public bool IsContiguous(Value value) => Of(value).RowStep == Columns(value);

    /// <summary>The distance of neighbours along each axis of a value.</summary>
    public int[] Strides(Value value)
    {
        var strides = value.Type.Shape.Strides();
        var (columns, step) = (Columns(value), Of(value).RowStep);
        for (var axis = 0; axis < strides.Length - 1 && step != columns; axis++) strides[axis] = strides[axis] / columns * step;
        return strides;
    }

    /// <summary>The number of elements from the first to behind the last one, with what lies between its rows.</summary>
    public long Extent(Value value)
    {
        var (count, columns) = ((long)value.Type.Shape.ElementCount, Columns(value));
        return count == 0 ? 0 : (((count / columns) - 1) * Of(value).RowStep) + columns;
    }

    private static int Columns(Value value) => value.Type.Shape is { Rank: > 0 } shape ? Math.Max(shape[-1].Size, 1) : 1;

    private sealed record Part(Value Home, int Row, int Column, bool IsContiguous);
}

/// <summary>Where a value lies.</summary>
/// <param name="Holder">The value in whose memory, which lies in no other one.</param>
/// <param name="First">The place of its first element there.</param>
/// <param name="RowStep">The elements from one row to the next.</param>
internal sealed record View(Value Holder, long First, int RowStep);
