namespace Bantam.Kernels;

/// <summary>Where the condition holds the first value, elsewhere the second; both are computed.</summary>
public sealed class Select(Expr condition, Expr then, Expr otherwise) : Expr(then.Type)
{
    /// <inheritdoc/>
    public override IReadOnlyList<Expr> Operands { get; } = [condition, then, otherwise];

    /// <inheritdoc/>
    public override Expr With(IReadOnlyList<Expr> operands) => Of(operands[0], operands[1], operands[2]);

    /// <summary>The choice with all three brought to scalars or all to vectors.</summary>
    public static Select Of(Expr condition, Expr then, Expr otherwise)
    {
        (then, otherwise) = Unify(then, otherwise);
        if (condition.Type.IsVector() && !then.Type.IsVector()) (then, otherwise) = (Splat.Of(then), Splat.Of(otherwise));
        if (then.Type.IsVector() && !condition.Type.IsVector()) condition = Splat.Of(condition);
        return new Select(condition, then, otherwise);
    }
}
