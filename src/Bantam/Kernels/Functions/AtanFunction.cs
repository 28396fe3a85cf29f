using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Functions;

/// <summary>
/// arctan x of either width: arctan a = arctan c + arctan((a − c)/(1 + a·c)) with c ∈ {0, ∞} of F32 and {0, ½, 1, 3/2, ∞} of F64, and an
/// odd polynomial (interpolated at Chebyshev's nodes). Within 2 ulp fused and unfused.
/// </summary>
internal static class AtanFunction
{
    private static readonly double[] Single =
    [
        0.00148869189, -0.00914462935, 0.0263050012, -0.0489605144, 0.0703191459, -0.089318268, 0.110882618, -0.142840043, 0.199999496,
        -0.333333343,
    ];

    private static readonly double[] Wide =
    [
        0.014773184616983806, -0.033128134256069586, 0.04492259293193656, -0.05216679739313656, 0.05876946456755061, -0.06666241923359964,
        0.07692285554889286, -0.09090908355602592, 0.11111111096645038, -0.14285714285566806, 0.1999999999999941, -0.3333333333333333,
    ];

    /// <summary>From where on which c is taken, and its angle in two parts; no c is infinity.</summary>
    private static readonly (double From, double? C, double Angle, double Left)[] SingleSteps =
        [(1, null, 1.5707963267948966, 6.123233995736766e-17)];

    private static readonly (double From, double? C, double Angle, double Left)[] WideSteps =
    [
        (0.4375, 0.5, 0.4636476090008061, 2.2698777452961687e-17), (0.6875, 1, 0.7853981633974483, 3.061616997868383e-17),
        (1.1875, 1.5, 0.982793723247329, 1.3903311031230998e-17), (2.4375, null, 1.5707963267948966, 6.123233995736766e-17),
    ];

    public static Expr Of(Expr x)
    {
        var width = FloatWidth.Of(x);
        var a = Abs(x);
        Expr numerator = a, denominator = width.Number(1), high = width.Number(0), low = width.Number(0);
        foreach (var (from, c, angle, left) in width.Choose(SingleSteps, WideSteps))
        {
            var isBeyond = a > width.Number(from);
            var shift = c is { } known ? width.Number(known) : null;
            var (angleHigh, angleLow) = width.InTwo(angle, left);
            numerator = Select(isBeyond, shift is null ? -1f : a - shift, numerator);
            denominator = Select(isBeyond, shift is null ? a : Fma(a, shift, 1f), denominator);
            high = Select(isBeyond, angleHigh, high);
            low = Select(isBeyond, angleLow, low);
        }

        var t = numerator / denominator;
        var square = t * t;
        var p = square * width.Polynomial(square, width.Choose(Single, Wide));
        return width.WithSign(high + (t + Fma(t, p, low)), x);
    }
}
