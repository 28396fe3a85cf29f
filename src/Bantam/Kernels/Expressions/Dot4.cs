namespace Bantam.Kernels;

/// <summary>
/// sum + u₀·s₀ + u₁·s₁ + u₂·s₂ + u₃·s₃, all I32 or its vectors, where uₖ is byte k of <c>unsigned</c> from 0 to 255 and sₖ byte k of
/// <c>signed</c> from −128 to 127. Nothing saturates on any target: the products and their sum are exact, and what is added wraps.
/// <see cref="Target.HasDot"/> says where it is fast.
/// </summary>
public sealed class Dot4(Expr sum, Expr unsigned, Expr signed) : Expr(sum.Type)
{
    /// <inheritdoc/>
    public override IReadOnlyList<Expr> Operands { get; } = [sum, unsigned, signed];

    /// <inheritdoc/>
    public override Expr With(IReadOnlyList<Expr> operands) => Of(operands[0], operands[1], operands[2]);

    /// <summary>The sum with all three brought to scalars or all to vectors.</summary>
    public static Dot4 Of(Expr sum, Expr unsigned, Expr signed)
    {
        (sum, unsigned) = Unify(sum, unsigned);
        (sum, signed) = Unify(sum, signed);
        (unsigned, signed) = Unify(unsigned, signed);
        return new Dot4(sum, unsigned, signed);
    }

    /// <summary>The same in other operations.</summary>
    internal static Expr Expanded(Expr sum, Expr unsigned, Expr signed)
    {
        for (var shift = 0; shift < 32; shift += 8)
            sum += (unsigned >>> shift & Constant.Integer(byte.MaxValue)) * (signed << (24 - shift) >> 24);
        return sum;
    }
}
