using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Functions;

/// <summary>
/// ln x = e·ln 2 + ln m with m in [⅔, 4/3) and a polynomial for ln m (minimax coefficients by Sollya's fpminimax). At most
/// 1.1 ulp fused, 1.3 ulp unfused. Zero gives −∞, a negative argument NaN.
/// </summary>
internal static class LogFunction
{
    public static Expr Of(Expr x) => Of(x, null, null);

    /// <summary>ln(x·(1 + rest)·2ᵉ) of a rest that is as small as what rounding loses, and a whole number e; null stands for 0.</summary>
    public static Expr Of(Expr x, Expr? rest, Expr? power)
    {
        var (e, m) = FloatBits.Split(x, 0.6666667f);
        if (power is not null) e += power;
        var f = m - 1f;
        var p = FloatBits.Polynomial(
            f, 0.14018959f, -0.15383188f, 0.13997419f, -0.16417101f, 0.20011061f, -0.25007746f, 0.333332f, -0.49999937f);
        var sum = rest is null ? Fma(p, f * f, f) : f + Fma(p, f * f, rest);
        var result = Fma(e, 0.693147182f, sum);

        result = Select(x < float.PositiveInfinity, result, x);
        return Select(x <= 0f, Select(Equal(x, 0f), float.NegativeInfinity, float.NaN), result);
    }
}
