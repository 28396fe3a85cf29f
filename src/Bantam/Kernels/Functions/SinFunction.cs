using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Functions;

/// <summary>
/// sin x and cos x by reduction modulo π/2 in three parts (Cody and Waite) and polynomials on [−π/4, π/4] (Cephes). The absolute
/// error is at most 2⁻²³ for |x| ≤ 10⁴; beyond 10⁶ the reduction has no digits left.
/// </summary>
internal static class SinFunction
{
    private const float Rounder = 12582912f;

    public static Expr Of(Expr x) => Quadrant(x, 0);

    public static Expr CosOf(Expr x) => Quadrant(x, 1);

    private static Expr Quadrant(Expr x, int turn)
    {
        var shifted = Fma(x, 0.636619772f, Rounder);
        var n = shifted - Rounder;
        var r = Fma(n, -1.5703125f, x);
        r = Fma(n, -4.83751297e-4f, r);
        r = Fma(n, -7.5497901e-8f, r);

        var square = r * r;
        var s = Fma(square, -1.9515295891e-4f, 8.3321608736e-3f);
        s = Fma(s, square, -1.6666654611e-1f);
        var sine = Fma(s * square, r, r);
        var c = Fma(square, 2.443315711809948e-5f, -1.388731625493765e-3f);
        c = Fma(c, square, 4.166664568298827e-2f);
        var cosine = Fma(c * square, square, Fma(square, -0.5f, 1f));

        var quadrant = Bits(shifted) + Constant.Integer(turn);
        var value = Select(Equal(quadrant & Constant.Integer(1), 0), sine, cosine);
        return Select(Equal(quadrant & Constant.Integer(2), 0), value, -value);
    }
}
