namespace Bantam.Kernels;

/// <summary>
/// All lanes of a vector folded to a scalar by halves: lane i with lane i + Lanes/2, then the same with half as many, down to one.
/// </summary>
public sealed class FoldLanes(BinaryOp op, Expr operand) : Expr(operand.Type.ToScalar())
{
    /// <summary>The operation: Add, Mul, Min or Max.</summary>
    public BinaryOp Op { get; } = op;

    /// <inheritdoc/>
    public override IReadOnlyList<Expr> Operands { get; } = [operand];

    /// <inheritdoc/>
    public override Expr With(IReadOnlyList<Expr> operands) => new FoldLanes(Op, operands[0]);
}
