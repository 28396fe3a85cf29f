using Bantam.Kernels.Templates;
using Bantam.Tensors;

namespace Bantam.Lowering;

/// <summary>
/// A result as a kernel walks it: outer axes, the rows of each, and the columns of a row. The outer axes are leading ones, or the
/// groups that its last axis is parted into.
/// </summary>
internal sealed class RowView
{
    private readonly Shape _shape;
    private readonly int _groups;
    private readonly Dimension[] _sizes;
    private readonly int _outer;
    private readonly int _firstColumn;

    private RowView(Shape shape, Dimension[] sizes, int outer, Dimension columns, int groups, bool isApart = false)
    {
        (_shape, _sizes, _outer, _groups, IsApart, Columns) = (shape, sizes, outer, groups, isApart, columns);
        _firstColumn = isApart ? sizes.Length - 1 : sizes.Length;
        if (isApart) return;
        for (Dimension inner = 1; inner != columns; inner *= sizes[_firstColumn]) _firstColumn--;
    }

    /// <summary>Rows of so many columns, repeated over the leading axes.</summary>
    public static RowView Of(Shape shape, Dimension columns, int outerAxes = 0) => new(shape, [.. shape], outerAxes, columns, groups: 1);

    /// <summary>Rows that each group has a part of.</summary>
    public static RowView Grouped(Shape shape, int groups) =>
        groups == 1 ? Of(shape, shape[-1])
            : new(shape, [groups, .. shape.SkipLast(1), shape[-1] / groups], outer: 1, shape[-1] / groups, groups);

    /// <summary>
    /// The same rows, of which the last axis is the columns, with a stride for each axis of theirs: they need not lie at one distance.
    /// </summary>
    public RowView Apart() => new(_shape, _sizes, _outer, Columns, _groups, isApart: true);

    /// <summary>Whether rows have a stride for each axis of theirs.</summary>
    public bool IsApart { get; }

    /// <summary>How many elements a row has.</summary>
    public Dimension Columns { get; }

    /// <summary>The sizes of the outer axes.</summary>
    public Dimension[] Outer => _sizes[.._outer];

    /// <summary>How the result itself is walked.</summary>
    public RowWalk Result
    {
        get
        {
            var strides = Strides(_shape, _shape.StrideExpressions());
            return new(Broadcast.None, strides[.._outer], IsApart ? strides[_outer.._firstColumn] : [Columns * _groups]);
        }
    }

    /// <summary>How an operand repeats over the result; null where a kernel cannot walk it.</summary>
    public RowWalk? Walk(Shape operand) => Walk(operand, operand.StrideExpressions());

    /// <summary>The same of an operand that lies at strides of its own.</summary>
    public RowWalk? Walk(Shape operand, Dimension[] own)
    {
        if (operand.Count == 1) return new RowWalk(Broadcast.All, Zeros(_outer), Zeros(IsApart ? _firstColumn - _outer : 1));
        if (operand.Count == _shape.Count && own.SequenceEqual(operand.StrideExpressions())) return Result;
        var strides = Strides(operand, own);
        var outer = strides[.._outer];
        var rows = IsApart ? strides[_outer.._firstColumn] : Step(strides, _outer, _firstColumn) is { } row ? [row] : null;
        if (rows is null) return null;
        var column = Step(strides, _firstColumn, _sizes.Length);
        if (column == 1 || Columns == 1)
            return new RowWalk(rows.All(r => r == 0) ? Broadcast.Rows : Broadcast.None, outer, rows);
        return column == 0 ? new RowWalk(Broadcast.Columns, outer, rows) : null;
    }

    private static Dimension[] Zeros(int count) => [.. Enumerable.Repeat((Dimension)0, count)];

    private Dimension[] Strides(Shape operand, Dimension[] own)
    {
        var strides = Broadcasting.Strides(operand, own, _shape);
        return _groups == 1 ? strides : [strides[^1] * Columns, .. strides];
    }

    /// <summary>The distance of neighbours along some axes that are walked as one; null where there is no such.</summary>
    private Dimension? Step(Dimension[] strides, int from, int to) =>
        Broadcasting.Collapse(_sizes[from..to], [strides[from..to]]) is (_, [[var step]]) ? step : null;
}

/// <summary>How an operand is walked: how it repeats within one product, and its strides.</summary>
/// <param name="Broadcast">How it repeats over rows and columns.</param>
/// <param name="Outer">Its strides along the outer axes.</param>
/// <param name="Rows">Its stride from row to row, or along each axis of the rows.</param>
internal sealed record RowWalk(Broadcast Broadcast, Dimension[] Outer, Dimension[] Rows);
