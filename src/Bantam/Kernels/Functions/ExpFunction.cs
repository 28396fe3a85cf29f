using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Functions;

/// <summary>
/// eˣ by 2ⁿ·eʳ with |r| ≤ ln 2 / 2 and a polynomial for eʳ (Cody and Waite's reduction; minimax coefficients of degree 6).
/// Results below 2⁻¹²⁶ are denormal and correctly scaled; at most 1 ulp fused, 2 ulp unfused.
/// </summary>
internal static class ExpFunction
{
    /// <summary>Adding and subtracting 1.5·2²³ rounds to an integer, which then stands in the low bits of the sum.</summary>
    private const float Rounder = 12582912f;

    public static Expr Of(Expr x)
    {
        // Beyond these bounds the result is 0 or infinity anyway, and n stays small enough to be halved below.
        var bounded = Max(Min(x, 89f), -104f);
        var shifted = Fma(bounded, 1.44269504f, Rounder);
        var n = shifted - Rounder;
        var r = Fma(n, -0.693145752f, bounded);
        r = Fma(n, -1.42860677e-6f, r);

        var p = Fma(r, 1.37805939e-3f, 8.37312452e-3f);
        p = Fma(p, r, 4.16695364e-2f);
        p = Fma(p, r, 1.66664720e-1f);
        p = Fma(p, r, 4.99999851e-1f);
        p = Fma(p, r, 1f);
        p = Fma(p, r, 1f);

        // 2ⁿ in two factors: one alone would overflow near infinity and vanish among the denormals.
        var integer = Bits(shifted) - Constant.Integer(BitConverter.SingleToInt32Bits(Rounder));
        var half = integer >> 1;
        return p * Power(half) * Power(integer - half);
    }

    private static BitCast Power(Expr exponent) => Bits((exponent + Constant.Integer(127)) << 23);
}
