using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Functions;

/// <summary>
/// sinh x and cosh x of either width by h = eˣ/2: h ∓ 1/(4·h), and sinh below 2 an odd polynomial (interpolated at Chebyshev's nodes).
/// Within 2 ulp fused and unfused.
/// </summary>
internal static class SinhFunction
{
    private static readonly double[] Single = [1.70024592e-10, 2.50092764e-08, 2.75582101e-06, 0.000198412614, 0.00833333377, 0.166666672];

    private static readonly double[] Wide =
    [
        4.012557949451655e-23, 1.955914354341052e-20, 8.220709531583233e-18, 2.811457006310089e-15, 7.647163737136466e-13,
        1.6059043836748457e-10, 2.5052108385442346e-08, 2.755731922398589e-06, 0.0001984126984126984, 0.008333333333333333,
        0.16666666666666666,
    ];

    public static Expr Of(Expr x)
    {
        var width = FloatWidth.Of(x);
        var a = Abs(x);
        var square = a * a;
        var near = Fma(a, square * width.Polynomial(square, width.Choose(Single, Wide)), a);
        var half = width.HalfExp(a);
        return width.WithSign(Select(a < 2f, near, half - (0.25f / half)), x);
    }

    public static Expr CoshOf(Expr x)
    {
        var half = FloatWidth.Of(x).HalfExp(Abs(x));
        return half + (0.25f / half);
    }
}
