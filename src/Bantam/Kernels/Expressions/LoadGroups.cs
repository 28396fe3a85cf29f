using static Bantam.Kernels.KernelType;

namespace Bantam.Kernels;

/// <summary>
/// A vector put together from groups of four floats: group g holds the four floats at pointer g. It has Lanes/4 pointers.
/// </summary>
public sealed class LoadGroups(IReadOnlyList<Expr> pointers) : Expr(VectorF32)
{
    /// <inheritdoc/>
    public override IReadOnlyList<Expr> Operands { get; } = pointers;

    /// <inheritdoc/>
    public override Expr With(IReadOnlyList<Expr> operands) => new LoadGroups(operands);
}
