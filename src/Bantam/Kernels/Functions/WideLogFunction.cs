using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Functions;

/// <summary>
/// ln x of F64 = e·ln 2 + ln m with m in [√½, √2) and the series of ln(1 + f) in s = f/(2 + f), where the terms of f and f²/2 are taken
/// out: ln(1 + f) = f − (f²/2 − s·(f²/2 + 2s²/3 + 2s⁴/5 + …)). Within 2 ulp fused and unfused. Zero gives −∞, a negative argument NaN.
/// </summary>
internal static class WideLogFunction
{
    private const double RootOfHalf = 0.7071067811865476;

    public static Expr Of(Expr x) => Of(x, null, null);

    /// <summary>ln(x·(1 + rest)·2ᵉ) of a rest that is as small as what rounding loses, and a whole number e; null stands for 0.</summary>
    public static Expr Of(Expr x, Expr? rest, Expr? power)
    {
        var (e, m) = WideBits.Split(x, RootOfHalf);
        if (power is not null) e += power;
        var f = m - 1f;
        var s = f / (f + 2f);
        var square = s * s;
        var series = square * WideBits.Polynomial(square, Enumerable.Range(1, 11).Reverse().Select(k => 2.0 / ((2 * k) + 1)));
        var half = 0.5f * f * f;
        var result = WideBits.TimesLn2(e, low => f - (half - Fma(s, half + series, rest is null ? low : low + rest)));

        result = Select(x < float.PositiveInfinity, result, x);
        var outside = Select(Equal(x, 0f), WideBits.Number(double.NegativeInfinity), WideBits.Number(double.NaN));
        return Select(x <= 0f, outside, result);
    }
}
