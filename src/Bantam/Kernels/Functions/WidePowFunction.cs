using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Functions;

/// <summary>
/// aᵇ of F64 = 2^(b·log₂|a|), the logarithm and the product carried in two floats of which the first has 26 bits, as
/// <see cref="PowFunction"/> does it for F32. Within 2 ulp fused and unfused, denormal results included; the special cases are C99's.
/// </summary>
internal static class WidePowFunction
{
    /// <summary>2 / (3·ln 2) and its parts: 26 bits, and the rest.</summary>
    private const double Scale = 0.9617966939259756, ScaleHigh = 0.9617966860532761, ScaleLow = 7.872699542894897e-09;

    /// <summary>The leading 26 bits of √2, and by how much their log₂ is off from ½.</summary>
    private const double Root = 1.4142135381698608, RootLog = -2.4690674163060282e-08;

    /// <summary>2^−¼ and 2^¼: between them m is close to 1, above to √2.</summary>
    private const double Least = 0.8408964152537145, Middle = 1.189207115002721;

    /// <summary>A power of an exponent this large is 0, 1 or infinite already.</summary>
    private const double Largest = 3.7e19;

    public static Expr Of(Expr a, Expr b) => PowFunction.Of(
        a, b, (WideBits.Number(-Largest), WideBits.Number(Largest)), WideBits.Leading, Log2, Exp2,
        WideBits.Integer(0), WideBits.Integer(long.MinValue));

    /// <summary>log₂ of a positive finite float as the sum of 26 leading bits and a float, together good for 68 bits.</summary>
    private static (Expr High, Expr Low) Log2(Expr x)
    {
        // x = 2ᵉ·m, m = c·(1 + s)/(1 − s), where c is 1 or close to √2 and |s| ≤ 0.087.
        var (e, m) = WideBits.Split(x, Least);
        var isUpper = m > WideBits.Number(Middle);
        var c = Select(isUpper, WideBits.Number(Root), WideBits.Number(1));
        e += Select(isUpper, WideBits.Number(0.5), WideBits.Number(0));
        var rest = Select(isUpper, WideBits.Number(RootLog), WideBits.Number(0));

        // s = (m − c)/(m + c), the quotient's remainder computed without rounding.
        var numerator = m - c;
        var reciprocal = 1f / (m + c);
        var sHigh = WideBits.Leading(numerator * reciprocal);
        var mHigh = WideBits.Leading(m);
        var remainder = numerator - (sHigh * c) - (sHigh * mHigh) - (sHigh * (m - mHigh));
        var sLow = remainder * reciprocal;
        var s = sHigh + sLow;

        // log₂ m = log₂ c + 2/(3 ln 2)·s·t with t = 3 + s² + 3/5·s⁴ + …, both in two parts.
        var square = s * s;
        var series = WideBits.Polynomial(square, Enumerable.Range(2, 11).Reverse().Select(k => 3.0 / ((2 * k) + 1)));
        var more = Fma(square * square, series, sLow * (sHigh + s));
        var exact = sHigh * sHigh;
        var tHigh = WideBits.Leading(exact + 3f + more);
        var tLow = more - (tHigh - 3f - exact);
        var leading = sHigh * tHigh;
        var trailing = Fma(sLow, tHigh, tLow * s);
        var pHigh = WideBits.Leading(leading + trailing);
        var pLow = trailing - (pHigh - leading);

        var head = WideBits.Number(ScaleHigh) * pHigh;
        var tail = Fma(pHigh, WideBits.Number(ScaleLow), Fma(pLow, WideBits.Number(Scale), rest));
        var high = WideBits.Leading(e + (head + tail));
        return (high, tail - (high - e - head));
    }

    /// <summary>2^(product + correction).</summary>
    private static Expr Exp2(Expr product, Expr correction)
    {
        var rounder = WideBits.Number(WideBits.Rounder + 2046);
        var sum = product + correction;
        var shifted = sum + rounder;
        var r = product - (shifted - rounder) + correction;
        var p = WideBits.Polynomial(
            r, 6.778726354822545e-14, 1.3691488853904128e-12, 2.5678435993488206e-11, 4.4455382718708116e-10, 7.054911620801123e-09,
            1.01780860092397e-07, 1.321548679014431e-06, 1.5252733804059841e-05, 0.0001540353039338161, 0.0013333558146428443,
            0.009618129107628477, 0.05550410866482158, 0.24022650695910072, 0.6931471805599453, 1);
        var result = Select(sum > 1100f, float.PositiveInfinity, WideBits.Scale(p, shifted));
        return Select(sum < -1100f, 0f, result);
    }
}
