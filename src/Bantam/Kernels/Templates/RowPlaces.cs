using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Templates;

/// <summary>Where the rows of a tile are in tensors that are walked as the rows are.</summary>
internal abstract record RowPlaces
{
    /// <summary>Where a chain reads and writes: the place that all rows begin from, and that of each.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="outer">The indices of the product.</param>
    public abstract (FusionBinding.Row Begin, Func<int, FusionBinding.Row> At) In(FusionBinding chain, IReadOnlyList<Expr> outer);
}

/// <summary>Rows at one distance.</summary>
/// <param name="First">The number of the first.</param>
internal sealed record EvenRows(Expr First) : RowPlaces
{
    /// <inheritdoc/>
    public override (FusionBinding.Row Begin, Func<int, FusionBinding.Row> At) In(FusionBinding chain, IReadOnlyList<Expr> outer)
    {
        var begin = chain.At([.. outer]);
        return (begin, row => chain.Advance(begin, outer.Count, First + row));
    }
}

/// <summary>Rows that differ along the last dimension.</summary>
/// <param name="Indices">The indices of the first.</param>
internal sealed record RowsOfLine(IReadOnlyList<Expr> Indices) : RowPlaces
{
    /// <inheritdoc/>
    public override (FusionBinding.Row Begin, Func<int, FusionBinding.Row> At) In(FusionBinding chain, IReadOnlyList<Expr> outer)
    {
        var begin = chain.At([.. outer, .. Indices.SkipLast(1)]);
        return (begin, row => chain.Advance(begin, outer.Count + Indices.Count - 1, Indices[^1] + row));
    }
}

/// <summary>Rows of lines that may be shorter than a tile: the indices of each come from its number.</summary>
/// <param name="First">The number of the first.</param>
/// <param name="Indices">A number as indices.</param>
internal sealed record NumberedRows(Expr First, Func<Expr, Expr[]> Indices) : RowPlaces
{
    /// <inheritdoc/>
    public override (FusionBinding.Row Begin, Func<int, FusionBinding.Row> At) In(FusionBinding chain, IReadOnlyList<Expr> outer)
    {
        var begin = chain.At([.. outer]);
        return (begin, row => chain.Advance(begin, outer.Count, Indices(First + row)));
    }
}

/// <summary>
/// Rows that lie in one line or in two: those in the second are a jump further on, the same for all of them. Neither divisions
/// nor branches tell them apart.
/// </summary>
/// <param name="F">The kernel that is written.</param>
/// <param name="Indices">The indices of the first row.</param>
/// <param name="Sizes">The sizes of the dimensions but the first, whose end no tile goes past.</param>
internal sealed record CrossingRows(KernelBuilder F, IReadOnlyList<Expr> Indices, IReadOnlyList<Local> Sizes) : RowPlaces
{
    private const int LastBit = 31;

    /// <inheritdoc/>
    public override (FusionBinding.Row Begin, Func<int, FusionBinding.Row> At) In(FusionBinding chain, IReadOnlyList<Expr> outer)
    {
        var begin = chain.At([.. outer, .. Indices]);
        var jumps = chain.Distances(outer.Count, Jump);
        return (begin, row => chain.Advance(begin, outer.Count, (strides, i) => Distance(row, strides, jumps[i])));
    }

    /// <summary>The elements from the first row to each.</summary>
    public Func<int, Expr> Distances(IReadOnlyList<Local> strides)
    {
        var jump = Jump(strides);
        return row => Distance(row, strides, jump);
    }

    private Expr Distance(int row, IReadOnlyList<Local> strides, Expr jump) =>
        row == 0 ? Constant.Of(0) : (strides[^1] * row) + (jump & AllOnesIf(Sizes[^1] - (Indices[^1] + (row + 1))));

    /// <summary>
    /// From the end of a line to the begin of the next. Where that is one of the next image, and so on, the way from the end of this one
    /// is added.
    /// </summary>
    private Local Jump(IReadOnlyList<Local> strides)
    {
        Expr? jump = null, isLast = null;
        for (var d = Sizes.Count - 1; d >= 0; d--)
        {
            Expr carry = strides[d] - (Sizes[d] * strides[d + 1]);
            jump = jump is null ? carry : jump + (carry & isLast!);
            if (d == 0) break;
            var ends = AllOnesIf(Sizes[d - 1] - (Indices[d] + 2));
            isLast = isLast is null ? ends : F.Let(isLast & ends, "last");
        }

        return F.Let(jump!, "jump");
    }

    private static Expr AllOnesIf(Expr negative) => negative >> LastBit;
}
