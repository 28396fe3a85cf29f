namespace Bantam.Kernels;

/// <summary>a · b + c, rounded once on a fused target, else twice.</summary>
public sealed class Fma(Expr a, Expr b, Expr c) : Expr(c.Type)
{
    /// <inheritdoc/>
    public override IReadOnlyList<Expr> Operands { get; } = [a, b, c];

    /// <inheritdoc/>
    public override Expr With(IReadOnlyList<Expr> operands) => Of(operands[0], operands[1], operands[2]);

    /// <summary>The multiply-add with all three brought to scalars or all to vectors.</summary>
    public static Fma Of(Expr a, Expr b, Expr c)
    {
        (a, b) = Unify(a, b);
        (a, c) = Unify(a, c);
        (b, c) = Unify(b, c);
        return new Fma(a, b, c);
    }
}
