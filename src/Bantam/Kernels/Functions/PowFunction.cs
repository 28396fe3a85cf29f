using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Functions;

/// <summary>
/// aᵇ = 2^(b·log₂|a|), the logarithm and the product carried in two floats of which the first has 12 bits (minimax coefficients by
/// Sollya's fpminimax). At most 1.6 ulp fused, 2 ulp unfused, denormal results included; the special cases are C99's. The
/// constant exponents 2, 3 and ½ are multiplied out.
/// </summary>
internal static class PowFunction
{
    private const float Rounder = FloatBits.Rounder + 254f;

    /// <summary>2 / ln 2 and its parts: 11 bits, and the rest.</summary>
    private const float Scale = 2.88539f, ScaleHigh = 2.8847656f, ScaleLow = 6.244568e-4f;

    /// <summary>The power of a constant exponent that is multiplied out; null of any other.</summary>
    public static Expr? OfConstant(Expr a, Expr b) => b switch
    {
        Splat splat => OfConstant(a, splat.Operands[0]),
        Constant { Double: 2 } => a * a,
        Constant { Double: 3 } => a * a * a,
        Constant { Double: 0.5 } => Select(Equal(a, float.NegativeInfinity), float.PositiveInfinity, Sqrt(a + 0f)),
        _ => null,
    };

    public static Expr Of(Expr a, Expr b) =>
        Of(a, b, (-1.0995116e12f, 1.0995116e12f), FloatBits.Leading, Log2, Exp2, Constant.Integer(0), Constant.Integer(int.MinValue));

    /// <summary>A power of floats of either width.</summary>
    /// <param name="a">The base.</param>
    /// <param name="b">The exponent.</param>
    /// <param name="bounds">Powers of exponents beyond these are 0, 1 or infinite already.</param>
    /// <param name="leading">The leading half of the digits of a float.</param>
    /// <param name="log2">log₂ as the sum of such a half and a float.</param>
    /// <param name="exp2">2 to the power of a sum of two floats.</param>
    /// <param name="zero">No bits.</param>
    /// <param name="sign">The bit of the sign.</param>
    internal static Expr Of(
        Expr a, Expr b, (Expr Least, Expr Largest) bounds, Func<Expr, Expr> leading, Func<Expr, (Expr High, Expr Low)> log2,
        Func<Expr, Expr, Expr> exp2, Expr zero, Expr sign)
    {
        var magnitude = Abs(a);
        var (high, low) = log2(magnitude);

        // The high product is exact.
        var bounded = Select(b > bounds.Largest, bounds.Largest, b);
        bounded = Select(bounded < bounds.Least, bounds.Least, bounded);
        var half = leading(bounded);
        var product = half * high;
        var correction = Fma(bounded, low, (bounded - half) * high);

        // No real power; then 0, ∞ and NaN as base, whose logarithms are −∞, ∞ and NaN.
        var halved = bounded * 0.5f;
        var isInteger = Equal(Floor(bounded), bounded);
        var isOdd = isInteger & NotEqual(Floor(halved), halved);
        product = Select(isInteger | (a >= 0f), product, float.NaN);
        var limit = Select(Equal(magnitude, 0f), float.NegativeInfinity, magnitude);
        product = Select(Abs(limit) < float.PositiveInfinity, product, b * limit);

        var result = exp2(product, correction);
        result = Bits(Bits(result) ^ (Select(isOdd, Bits(a), zero) & sign));
        return Select(Equal(b, 0f) | Equal(a, 1f), 1f, result);
    }

    /// <summary>log₂ of a positive finite float as the sum of 12 leading bits and a float, together good for 35 bits.</summary>
    private static (Expr High, Expr Low) Log2(Expr x)
    {
        // x = 2ᵉ·m, m = c·(1 + s)/(1 − s), where c is 1 or close to √2 and |s| ≤ 0.087.
        var (e, m) = FloatBits.Split(x, 0.840896428f);
        var isUpper = m > 1.1892071f;
        var c = Select(isUpper, 1.4140625f, 1f);
        e += Select(isUpper, 0.5f, 0f);
        var rest = Select(isUpper, -1.54112917e-4f, 0f);

        // s = (m − c)/(m + c), the quotient's remainder computed without rounding.
        var numerator = c - m;
        var reciprocal = -1f / (m + c);
        var sHigh = FloatBits.Leading(numerator * reciprocal);
        var mHigh = FloatBits.Leading(m);
        var remainder = Fma(sHigh, m - mHigh, Fma(sHigh, mHigh, Fma(sHigh, c, numerator)));
        var sLow = remainder * reciprocal;
        var s = sHigh + sLow;

        // log₂ m = log₂ c + 2/ln 2·(s + s³/3 + …).
        var square = s * s;
        var p = FloatBits.Polynomial(square, 0.41598848f, 0.5770663f, 0.9617967f);
        var tail = Fma(square * s, p, Fma(sLow, Scale, Fma(sHigh, ScaleLow, rest)));
        var head = sHigh * ScaleHigh;
        var high = FloatBits.Leading(e + head);
        return (high, (head - (high - e)) + tail);
    }

    /// <summary>2^(product + correction).</summary>
    private static Expr Exp2(Expr product, Expr correction)
    {
        var sum = product + correction;
        var shifted = sum + Rounder;
        var r = (product - (shifted - Rounder)) + correction;
        var p = FloatBits.Polynomial(r, 1.5241286e-4f, 1.3391302e-3f, 9.618834e-3f, 5.550359e-2f, 0.24022645f, 0.6931472f, 1f);
        var result = Select(sum > 160f, float.PositiveInfinity, FloatBits.Scale(p, shifted));
        return Select(sum < -160f, 0f, result);
    }
}
