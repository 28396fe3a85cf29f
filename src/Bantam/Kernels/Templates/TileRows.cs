using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Templates;

/// <summary>The rows of one tile of a matrix product.</summary>
/// <param name="First">The number of the first.</param>
internal abstract record TileRows(Local First)
{
    /// <summary>Whether all rows of the tile are to be stored.</summary>
    public abstract Expr AreAllStored(int count);

    /// <summary>Whether a row is to be stored.</summary>
    public abstract Expr IsStored(int row);

    /// <summary>The indices that all rows of the tile have along the first dimensions of the rows.</summary>
    public virtual Expr[] Common => [];

    /// <summary>The indices of a row along the other dimensions.</summary>
    public abstract Expr[] IndicesOf(int row);

    /// <summary>Where the rows are at a place along the depth: a pointer and an offset for each.</summary>
    public abstract Func<int, (Expr Pointer, int Offset)> At(Expr k);
}

/// <summary>Rows with a pointer each.</summary>
/// <param name="First">The number of the first.</param>
/// <param name="M">The number of rows of the product.</param>
/// <param name="Left">The pointers.</param>
/// <param name="Indices">A number of a row as indices.</param>
internal sealed record ScatteredRows(Local First, Expr M, Local[] Left, Func<Expr, Expr[]> Indices) : TileRows(First)
{
    /// <inheritdoc/>
    public override Expr[] IndicesOf(int row) => Indices(First + row);

    /// <inheritdoc/>
    public override Expr AreAllStored(int count) => First + count <= M;

    /// <inheritdoc/>
    public override Expr IsStored(int row) => First + row < M;

    /// <inheritdoc/>
    public override Func<int, (Expr Pointer, int Offset)> At(Expr k) => row => (Left[row] + k, 0);
}

/// <summary>
/// Rows at equal distances. A load names its row by a constant, so that one register leads to all of them: processors have fewer
/// than rows, and a pointer that is fetched from the stack for each multiply-add takes as long as it.
/// </summary>
/// <param name="F">The kernel that is written.</param>
/// <param name="First">The number of the first.</param>
/// <param name="Done">How many of the first ones another tile stores.</param>
/// <param name="Left">A pointer to the first.</param>
/// <param name="Step">The elements from one to the next.</param>
/// <param name="Indices">The indices of the first.</param>
internal sealed record LineOfRows(KernelBuilder F, Local First, Local Done, Local Left, int Step, Expr[] Indices) : TileRows(First)
{
    /// <inheritdoc/>
    public override Expr[] Common => Indices[..^1];

    /// <inheritdoc/>
    public override Expr[] IndicesOf(int row) => [Indices[^1] + row];

    /// <inheritdoc/>
    public override Expr AreAllStored(int count) => Equal(Done, 0);

    /// <inheritdoc/>
    public override Expr IsStored(int row) => Done <= row;

    /// <inheritdoc/>
    public override Func<int, (Expr Pointer, int Offset)> At(Expr k)
    {
        var left = F.Let(Left + k, "left");
        return row => (left, row * Step);
    }
}
