using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Templates;

/// <summary>The rows of one tile of a matrix product.</summary>
/// <param name="First">The number of the first.</param>
/// <param name="Places">Where they are in tensors that have strides as the left factor's rows do.</param>
internal abstract record TileRows(Local First, RowPlaces Places)
{
    /// <summary>Whether all rows of the tile are to be stored.</summary>
    public abstract Expr AreAllStored(int count);

    /// <summary>Whether a row is to be stored.</summary>
    public abstract Expr IsStored(int row);

    /// <summary>Where the rows are at a place along the depth: a pointer and an offset for each.</summary>
    public abstract Func<int, (Expr Pointer, int Offset)> At(Expr k);
}

/// <summary>Rows with a pointer each, of which the last tile may have too few.</summary>
/// <param name="First">The number of the first.</param>
/// <param name="Places">Where they are in other tensors.</param>
/// <param name="M">The number of rows of the product.</param>
/// <param name="Left">The pointers.</param>
internal sealed record ScatteredRows(Local First, RowPlaces Places, Expr M, Local[] Left) : TileRows(First, Places)
{
    /// <inheritdoc/>
    public override Expr AreAllStored(int count) => First + count <= M;

    /// <inheritdoc/>
    public override Expr IsStored(int row) => First + row < M;

    /// <inheritdoc/>
    public override Func<int, (Expr Pointer, int Offset)> At(Expr k) => row => (Left[row] + k, 0);
}

/// <summary>Rows of which the last tile begins early and stores those that are new.</summary>
/// <param name="First">The number of the first.</param>
/// <param name="Places">Where they are in other tensors.</param>
/// <param name="Done">How many of the first ones another tile stores.</param>
internal abstract record OverlappingRows(Local First, RowPlaces Places, Local Done) : TileRows(First, Places)
{
    /// <inheritdoc/>
    public override Expr AreAllStored(int count) => Equal(Done, 0);

    /// <inheritdoc/>
    public override Expr IsStored(int row) => Done <= row;
}

/// <summary>Rows of one line or two, with a pointer each.</summary>
/// <param name="First">The number of the first.</param>
/// <param name="Places">Where they are in other tensors.</param>
/// <param name="Done">How many of the first ones another tile stores.</param>
/// <param name="Left">The pointers.</param>
internal sealed record RowsOfTwoLines(Local First, RowPlaces Places, Local Done, Local[] Left) : OverlappingRows(First, Places, Done)
{
    /// <inheritdoc/>
    public override Func<int, (Expr Pointer, int Offset)> At(Expr k) => row => (Left[row] + k, 0);
}

/// <summary>
/// Rows at equal distances. A load names its row by a constant, so that one register leads to all of them: processors have fewer
/// than rows, and a pointer that is fetched from the stack for each multiply-add takes as long as it.
/// </summary>
/// <param name="F">The kernel that is written.</param>
/// <param name="First">The number of the first.</param>
/// <param name="Places">Where they are in other tensors.</param>
/// <param name="Done">How many of the first ones another tile stores.</param>
/// <param name="Left">A pointer to the first.</param>
/// <param name="Step">The elements from one to the next.</param>
internal sealed record LineOfRows(KernelBuilder F, Local First, RowPlaces Places, Local Done, Local Left, int Step)
    : OverlappingRows(First, Places, Done)
{
    /// <inheritdoc/>
    public override Func<int, (Expr Pointer, int Offset)> At(Expr k)
    {
        var left = F.Let(Left + k, "left");
        return row => (left, row * Step);
    }
}
