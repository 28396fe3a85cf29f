using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Functions;

/// <summary>
/// aᵇ = e^(b·ln a) with the logarithm carried in two floats, so that large powers keep their digits; at most 8 ulp where the
/// result is normal. A negative base takes integer exponents only, else the result is NaN; a⁰ is 1.
/// </summary>
internal static class PowFunction
{
    private const float SmallestNormal = 1.17549435e-38f;

    public static Expr Of(Expr a, Expr b)
    {
        if (b is Constant { Bits: 0x40000000 } or Splat { Operands: [Constant { Bits: 0x40000000 }] }) return a * a;

        var magnitude = Abs(a);
        var denormal = magnitude < SmallestNormal;
        var bits = Bits(Select(denormal, magnitude * 8388608f, magnitude));
        var exponent = (bits - Constant.Integer(0x3f3504f3)) >> 23;
        var m = Bits(bits - (exponent << 23));
        var e = ToF32(exponent) - Select(denormal, 23f, 0f);

        // ln m = 2·artanh(s), s = (m − 1)/(m + 1), with the quotient's remainder kept in sLow.
        var denominator = m + 1f;
        var numerator = m - 1f;
        var s = numerator / denominator;
        var sHigh = Bits(Bits(s) & Constant.Integer(unchecked((int)0xfffff000)));
        var dHigh = Bits(Bits(denominator) & Constant.Integer(unchecked((int)0xfffff000)));
        var dLow = m - (dHigh - 1f);
        var sLow = (numerator - (sHigh * dHigh) - (sHigh * dLow)) / denominator;
        var square = s * s;
        var p = Fma(square, 0.2219f, 0.28571430f);
        p = Fma(p, square, 0.4f);
        p = Fma(p, square, 0.66666667f);
        var series = p * square * s;

        // The sum e·ln2 + 2s + series as high + low; e·ln2High is exact (ln2High has 9 bits).
        var first = e * 0.693359375f;
        var second = sHigh + sHigh;
        var high = first + second;
        var carried = high - first;
        var rest = (first - (high - carried)) + (second - carried);
        var low = rest + Fma(e, -2.12194440e-4f, series + (sLow + sLow));

        // b·(high + low), the product with the short high part split exactly.
        var head = high + low;
        var headHigh = Bits(Bits(head) & Constant.Integer(unchecked((int)0xfffff000)));
        var headLow = (high - headHigh) + low;
        var bHigh = Bits(Bits(b) & Constant.Integer(unchecked((int)0xfffff000)));
        var bLow = b - bHigh;
        var product = bHigh * headHigh;
        var correction = (bLow * headHigh) + (b * headLow);
        var power = ExpFunction.Of(product);
        var result = Select(Abs(correction) < 1f, Fma(power, correction * Fma(correction, 0.5f, 1f), power), ExpFunction.Of(product + correction));

        var truncated = Select(Abs(b) < 8388608f, Floor(b), b);
        var isInteger = Equal(truncated, b);
        var half = b * 0.5f;
        var isOdd = isInteger & NotEqual(Floor(half), half) & (Abs(b) < 16777216f);
        var infinite = Equal(magnitude, float.PositiveInfinity);
        var zeroBase = Equal(magnitude, 0f);
        var extreme = Select(b < 0f, Select(zeroBase, float.PositiveInfinity, 0f), Select(zeroBase, 0f, float.PositiveInfinity));
        result = Select(zeroBase | infinite, extreme, result);
        result = Select(a < 0f, Select(isInteger, Select(isOdd, -result, result), Select(infinite, result, float.NaN)), result);
        result = Select(Equal(a, a) & Equal(b, b), result, float.NaN);
        var infiniteExponent = Equal(Abs(b), float.PositiveInfinity);
        var grows = (magnitude > 1f) ^ (b < 0f);
        result = Select(infiniteExponent & Equal(a, a), Select(Equal(magnitude, 1f), 1f, Select(grows, float.PositiveInfinity, 0f)), result);
        return Select(Equal(b, 0f) | Equal(a, 1f), 1f, result);
    }
}
