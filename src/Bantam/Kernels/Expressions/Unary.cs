namespace Bantam.Kernels;

/// <summary>An operation on one operand.</summary>
public sealed class Unary(UnaryOp op, Expr operand) : Expr(operand.Type)
{
    /// <summary>The operation.</summary>
    public UnaryOp Op { get; } = op;

    /// <inheritdoc/>
    public override IReadOnlyList<Expr> Operands { get; } = [operand];

    /// <inheritdoc/>
    public override Expr With(IReadOnlyList<Expr> operands) => new Unary(Op, operands[0]);
}
