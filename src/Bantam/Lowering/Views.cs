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
    public void Add(Value value, Value home, Dimension row, Dimension column, bool isContiguous) =>
        _parts.Add(value, new Part(home, row, column, isContiguous));

    /// <summary>Where a value lies: itself, if it lies in no other one.</summary>
    public View Of(Value value)
    {
        if (!_parts.TryGetValue(value, out var part)) return new View(value, 0, Columns(value));
        var (holder, first, step) = Of(part.Home);
        return new View(holder, first + (part.Row * step) + part.Column, part.IsContiguous ? Columns(value) : step);
    }

    /// <summary>Whether all elements of a value lie one behind the other.</summary>
    public bool IsContiguous(Value value) => Of(value).RowStep == Columns(value);

    /// <summary>The distance of neighbours along each axis of a value.</summary>
    public Dimension[] Strides(Value value)
    {
        var strides = value.Type.Shape.StrideExpressions();
        var (columns, step) = (Columns(value), Of(value).RowStep);
        for (var axis = 0; axis < strides.Length - 1 && step != columns; axis++) strides[axis] = strides[axis] / columns * step;
        return strides;
    }

    /// <summary>The number of elements from the first to behind the last one, with what lies between its rows.</summary>
    public Dimension Extent(Value value)
    {
        var (shape, columns) = (value.Type.Shape, Columns(value));
        return shape.Contains((Dimension)0) ? 0 : ((Rows(shape) - 1) * Of(value).RowStep) + columns;
    }

    private static Dimension Rows(Shape shape) => shape.Rank > 0 ? shape.Product(0, shape.Rank - 1) : 1;

    private static Dimension Columns(Value value) => value.Type.Shape is { Rank: > 0 } shape && shape[-1] != 0 ? shape[-1] : 1;

    private sealed record Part(Value Home, Dimension Row, Dimension Column, bool IsContiguous);
}

/// <summary>Where a value lies.</summary>
/// <param name="Holder">The value in whose memory, which lies in no other one.</param>
/// <param name="First">The place of its first element there.</param>
/// <param name="RowStep">The elements from one row to the next.</param>
internal sealed record View(Value Holder, Dimension First, Dimension RowStep);
