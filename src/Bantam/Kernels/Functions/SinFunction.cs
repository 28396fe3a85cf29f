using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Functions;

/// <summary>
/// sin x and cos x by reduction modulo π/2 in three parts (Cody and Waite) and polynomials on [−π/4, π/4] (minimax coefficients by
/// Sollya's fpminimax). For |x| ≤ 10⁴, fused and unfused: at most 2 ulp where the result is at least 2⁻¹² or |x| ≤ 1, elsewhere at
/// most 2⁻³⁵ away. For larger x the reduction loses digits: fused the error stays below 2⁻²² up to 10⁶; unfused it is 2⁻²⁰ at
/// 10⁵ and grows fast from there. The result is in [−1, 1] for every finite x.
/// </summary>
internal static class SinFunction
{
    public static Expr Of(Expr x) => Quadrant(x, 0);

    public static Expr CosOf(Expr x) => Quadrant(x, 1);

    private static Expr Quadrant(Expr x, int turn)
    {
        var rounder = FloatBits.Rounder + turn;
        var shifted = Fma(x, 0.636619747f, rounder);
        var n = shifted - rounder;
        var r = Fma(n, -1.5703125f, x);
        r = Fma(n, -4.837513e-4f, r);
        r = Fma(n, -7.54979e-8f, r);

        // So huge that n was no integer: any angle will do, but NaN stays.
        r = Select(Abs(r) > 1f, 0f, r);

        var square = r * r;
        var sine = r * FloatBits.Polynomial(square, -1.9518264e-4f, 8.332189e-3f, -0.16666655f, 1f);
        var cosine = FloatBits.Polynomial(square, 2.4432553e-5f, -1.3887311e-3f, 4.1666646e-2f, -0.5f, 1f);

        var quadrant = Bits(shifted);
        var value = Select(Equal(quadrant & Constant.Integer(1), 0), sine, cosine);
        return Bits(Bits(value) ^ ((quadrant << 30) & Constant.Integer(int.MinValue)));
    }
}
