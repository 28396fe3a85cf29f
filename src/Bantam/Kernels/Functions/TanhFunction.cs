using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Functions;

/// <summary>
/// tanh x: an odd polynomial below 9/16, 1 − 2 / (e²ˣ + 1) above (minimax coefficients by Sollya's fpminimax). At most 2 ulp fused
/// and unfused.
/// </summary>
internal static class TanhFunction
{
    private const float Rounder = FloatBits.Rounder + 126f;

    public static Expr Of(Expr x)
    {
        var a = Abs(x);
        var square = a * a;
        var p = FloatBits.Polynomial(square, 1.6231729e-2f, -5.2564338e-2f, 0.13319063f, -0.33332875f);
        var near = Fma(p * square, a, a);

        // 2·bounded = n·ln 2 + 2·r, and power = 2ⁿ⁻¹. What the short ln 2 loses of r is lost in 1 − z too.
        var bounded = Select(a > 9.5f, 9.5f, a);
        var shifted = Fma(bounded, 2.88539f, Rounder);
        var r = Fma(shifted - Rounder, -0.3465736f, bounded);
        var exponential = FloatBits.Polynomial(r, 0.2652573f, 0.67036515f, 1.3334122f, 1.999966f, 1.9999994f, 1f);
        var power = FloatBits.PowerOfTwo(Bits(shifted));
        var far = 1f - (1f / Fma(power, exponential, 0.5f));

        return FloatBits.WithSign(Select(a < 0.5625f, near, far), x);
    }
}
