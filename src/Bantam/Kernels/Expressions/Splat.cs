namespace Bantam.Kernels;

/// <summary>A vector with the scalar in every lane.</summary>
public sealed class Splat(Expr operand) : Expr(operand.Type.ToVector())
{
    /// <inheritdoc/>
    public override IReadOnlyList<Expr> Operands { get; } = [operand];

    /// <inheritdoc/>
    public override Expr With(IReadOnlyList<Expr> operands) => Of(operands[0]);

    /// <summary>The scalar spread over the lanes; a vector stays.</summary>
    public static Expr Of(Expr operand) => operand.Type.IsVector() ? operand : new Splat(operand);
}
