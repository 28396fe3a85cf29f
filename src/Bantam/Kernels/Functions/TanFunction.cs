using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Functions;

/// <summary>
/// tan x of either width by reduction modulo π/2 to a sum of two floats, as <see cref="SinFunction"/> and <see cref="WideSinFunction"/>
/// do it, and an odd polynomial on [−π/4, π/4] (interpolated at Chebyshev's nodes); every other quadrant has −1/tan. Of F32 within 2 ulp
/// up to 1000, of F64 up to 10⁶; for larger x the reduction loses digits.
/// </summary>
internal static class TanFunction
{
    private static readonly double[] Single =
        [0.00385090639, 0.0011722208, 0.00997035485, 0.0216187853, 0.0539947636, 0.133332297, 0.333333343];

    private static readonly double[] Wide =
    [
        1.8295136618823303e-05, -3.4003320790111915e-05, 6.894848857598343e-05, -3.683304729936734e-06, 0.0001201426575744397,
        0.00023046496842502796, 0.000592279120318424, 0.001455429736592747, 0.0035921771128265504, 0.00886323169120698,
        0.02186948871535816, 0.05396825396390214, 0.13333333333337485, 0.33333333333333326,
    ];

    /// <summary>π/2 in parts, of which all but the last have few enough digits for exact products with small numbers.</summary>
    private static readonly double[] SingleQuarter = [1.5703125, 0.0004837512969970703, 7.549533620476723e-08, 2.5633440682570896e-12];

    private static readonly double[] WideQuarter = [1.5707963109016418, 1.5893254712295857e-08, 6.123233995736766e-17];

    public static Expr Of(Expr x)
    {
        var width = FloatWidth.Of(x);
        var quarter = Array.ConvertAll(width.Choose(SingleQuarter, WideQuarter), width.Number);
        var rounder = width.Number(width.Choose(FloatBits.Rounder, WideBits.Rounder));
        var shifted = Fma(x, width.Number(0.6366197723675814), rounder);
        var n = shifted - rounder;

        // What each difference loses is kept.
        var leading = Fma(n, -quarter[0], x);
        Expr? tail = null;
        foreach (var part in quarter[1..^1])
        {
            var (before, product) = (leading, n * part);
            leading = before - product;
            var lost = before - leading - product;
            tail = tail is null ? lost : tail + lost;
        }

        tail = Fma(n, -quarter[^1], tail!);
        var r = leading + tail;
        var low = leading - r + tail;

        // So huge that n was no integer: any angle will do, but NaN stays.
        r = Select(Abs(r) > 1f, 0f, r);
        low = Select(Abs(low) > 1f, 0f, low);
        var square = r * r;
        var cube = r * (square * width.Polynomial(square, width.Choose(Single, Wide)));
        var about = r + cube;
        var tangent = r + Fma(Fma(about, about, 1f), low, cube);

        var bits = Bits(shifted);
        var one = width.Choose<Expr>(Constant.Integer(1), WideBits.Integer(1));
        var zero = width.Choose<Expr>(Constant.Integer(0), WideBits.Integer(0));
        return Select(Equal(x, 0f), x, Select(Equal(bits & one, zero), tangent, -1f / tangent));
    }
}
