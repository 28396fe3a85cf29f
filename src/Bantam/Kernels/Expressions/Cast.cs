namespace Bantam.Kernels;

/// <summary>
/// A change of type that keeps the value: integers and truth values (0 or 1) to floats, to the nearest; floats to integers, towards
/// zero, where one outside their range is an error; F64 to F32; I64 to I32, which keeps the low bits; indices to and from integers;
/// and the same of vectors.
/// </summary>
public sealed class Cast(KernelType to, Expr operand) : Expr(operand.Type.IsVector() ? to.ToVector() : to)
{
    /// <inheritdoc/>
    public override IReadOnlyList<Expr> Operands { get; } = [operand];

    /// <inheritdoc/>
    public override Expr With(IReadOnlyList<Expr> operands) => new Cast(Type.ToScalar(), operands[0]);
}
