using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Functions;

/// <summary>
/// arsinh x, arcosh x and artanh x of either width by logarithms of 1 + y that keep what the sum loses, artanh below ½ by an odd
/// polynomial (interpolated at Chebyshev's nodes). Within 2 ulp fused and unfused. NaN outside of the domain.
/// </summary>
internal static class AsinhFunction
{
    private static readonly double[] Single = [0.157517806, 0.0649348944, 0.114698753, 0.142639801, 0.200004727, 0.333333313];

    private static readonly double[] Wide =
    [
        0.21098097885975797, -0.14450491183414468, 0.13557903913692299, 0.012292448728540531, 0.05441915418234587, 0.05160769881147162,
        0.05893099692590042, 0.06665886352701884, 0.07692345940270638, 0.09090907881509189, 0.11111111133938968, 0.14285714285490106,
        0.20000000000000864, 0.3333333333333333,
    ];

    public static Expr Of(Expr x)
    {
        // a + √(a² + 1) = 1 + a + a²/(1 + √(a² + 1)).
        var width = FloatWidth.Of(x);
        var a = Abs(x);
        var square = a * a;
        return width.WithSign(LogOfSum(width, a, square / (1f + Sqrt(square + 1f)), a), x);
    }

    public static Expr AcoshOf(Expr x)
    {
        // x + √(x² − 1) = 1 + t + √(t² + 2·t) with t = x − 1.
        var t = x - 1f;
        var square = Fma(t, t, t + t);
        return Select(x < 1f, float.NaN, LogOfSum(FloatWidth.Of(x), Sqrt(square), t, x));
    }

    public static Expr AtanhOf(Expr x)
    {
        var width = FloatWidth.Of(x);
        var a = Abs(x);
        var square = a * a;
        var near = Fma(a, square * width.Polynomial(square, width.Choose(Single, Wide)), a);

        // ½·ln((1 + a)/(1 − a)): of a from ½ on 1 − a is exact.
        var sum = 1f + a;
        var far = 0.5f * width.Log(sum / (1f - a), (a - (sum - 1f)) / sum, width.Number(0));
        return width.WithSign(Select(a < 0.5f, near, far), x);
    }

    /// <summary>ln(1 + a + b) where b is at most a; so large an x that its square has no room has ln(2·x).</summary>
    private static Expr LogOfSum(FloatWidth width, Expr a, Expr b, Expr x)
    {
        var y = a + b;
        var sum = 1f + y;

        // The larger operand first, so that what is lost is exact.
        var lost = Select(y < 1f, y - (sum - 1f), 1f - (sum - y)) + (b - (y - a));
        var isLarge = x > width.Number(width.Choose(4096.0, 1 << 28));
        return width.Log(Select(isLarge, x, sum), Select(isLarge, 0f, lost / sum), Select(isLarge, width.Number(1), width.Number(0)));
    }
}
