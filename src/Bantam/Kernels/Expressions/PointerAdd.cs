using static Bantam.Kernels.KernelType;

namespace Bantam.Kernels;

/// <summary>A pointer moved by a number of elements.</summary>
public sealed class PointerAdd(Expr pointer, Expr elements) : Expr(Pointer)
{
    /// <inheritdoc/>
    public override IReadOnlyList<Expr> Operands { get; } = [pointer, elements];

    /// <inheritdoc/>
    public override Expr With(IReadOnlyList<Expr> operands) => new PointerAdd(operands[0], operands[1]);
}
