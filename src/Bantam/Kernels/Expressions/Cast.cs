namespace Bantam.Kernels;

/// <summary>
/// A change of type that keeps the value: I32 ↔ F32 (towards zero; a float outside the range of I32 is an error), Index ↔ I32,
/// Bool → I32 (0 or 1), and the same of vectors.
/// </summary>
public sealed class Cast(KernelType to, Expr operand) : Expr(operand.Type.IsVector() ? to.ToVector() : to)
{
    /// <inheritdoc/>
    public override IReadOnlyList<Expr> Operands { get; } = [operand];

    /// <inheritdoc/>
    public override Expr With(IReadOnlyList<Expr> operands) => new Cast(Type.ToScalar(), operands[0]);
}
