namespace Bantam.Kernels;

/// <summary>
/// A vector put together from groups of four elements: group g holds the four at pointer g. It has Lanes/4 pointers, and an element
/// four bytes.
/// </summary>
public sealed class LoadGroups(IReadOnlyList<Expr> pointers) : Expr(Ops.LoadVector(pointers[0]).Type)
{
    /// <inheritdoc/>
    public override IReadOnlyList<Expr> Operands { get; } = pointers;

    /// <inheritdoc/>
    public override Expr With(IReadOnlyList<Expr> operands) => new LoadGroups(operands);
}
