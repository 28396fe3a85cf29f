namespace Bantam.Kernels;

/// <summary>
/// sum + a₀·b₀ + a₁·b₁, all I32 or its vectors, where aₖ and bₖ are the low and the high half of a lane, from −32768 to 32767. What is
/// added wraps. Every target with vectors has an instruction for it.
/// </summary>
public sealed class Dot2(Expr sum, Expr a, Expr b) : Expr(sum.Type)
{
    /// <inheritdoc/>
    public override IReadOnlyList<Expr> Operands { get; } = [sum, a, b];

    /// <inheritdoc/>
    public override Expr With(IReadOnlyList<Expr> operands) => Of(operands[0], operands[1], operands[2]);

    /// <summary>The sum with all three brought to scalars or all to vectors.</summary>
    public static Dot2 Of(Expr sum, Expr a, Expr b)
    {
        (sum, a) = Unify(sum, a);
        (sum, b) = Unify(sum, b);
        (a, b) = Unify(a, b);
        return new Dot2(sum, a, b);
    }

    /// <summary>The same in other operations.</summary>
    internal static Expr Expanded(Expr sum, Expr a, Expr b) =>
        sum + ((a << 16 >> 16) * (b << 16 >> 16)) + ((a >> 16) * (b >> 16));
}
