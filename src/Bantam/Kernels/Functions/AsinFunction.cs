using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Functions;

/// <summary>
/// arcsin x and arccos x of either width: an odd polynomial up to ½ (interpolated at Chebyshev's nodes), beyond
/// arcsin x = π/2 − 2·arcsin √((1 − x)/2), the root carried in two floats. Within 2 ulp fused and unfused. NaN beyond 1.
/// </summary>
internal static class AsinFunction
{
    private static readonly double[] Single = [0.0336908475, 0.0171492379, 0.0311006624, 0.0445994027, 0.0750009418, 0.166666657];

    private static readonly double[] Wide =
    [
        0.02961201126495512, -0.01924167174674304, 0.019554513336123378, 0.0030448799094556773, 0.009319560794767446, 0.009621842970100282,
        0.011566459612121669, 0.01396378001220357, 0.017352816540325496, 0.02237215744350722, 0.03038194447553234, 0.044642857142551895,
        0.07500000000000118, 0.16666666666666666,
    ];

    public static Expr Of(Expr x)
    {
        var parts = new Parts(x);
        var (quarter, left) = parts.Width.InTwo(0.7853981633974483, 3.061616997868383e-17);

        // π/2 − 2·(high + low), as two halves of which the first is exact.
        var far = (quarter - parts.High) + (left - parts.Low);
        return parts.Width.WithSign(Select(parts.IsFar, far + far, parts.High + parts.Low), x);
    }

    public static Expr AcosOf(Expr x)
    {
        var parts = new Parts(x);
        var width = parts.Width;
        var (half, halfLeft) = width.InTwo(1.5707963267948966, 6.123233995736766e-17);
        var (whole, wholeLeft) = width.InTwo(3.141592653589793, 1.2246467991473532e-16);
        var sign = Select(x < 0f, width.Number(1), width.Number(-1));
        var near = half + Fma(sign, parts.High, Fma(sign, parts.Low, halfLeft));
        var (high, low) = (parts.High + parts.High, parts.Low + parts.Low);
        var far = Select(x < 0f, whole - (high + (low - wholeLeft)), high + low);
        return Select(parts.IsFar, far, near);
    }

    /// <summary>arcsin |x| up to ½, beyond that of the root, as a sum of a float and a small one.</summary>
    private sealed class Parts
    {
        public Parts(Expr x)
        {
            Width = FloatWidth.Of(x);
            var a = Abs(x);
            IsFar = a > 0.5f;
            var square = Select(IsFar, 0.5f * (1f - a), a * a);
            var root = Sqrt(square);
            var leading = Width.Leading(root);

            // √z = h + (z − h²)/(√z + h); of no root there is nothing left.
            var rest = Select(root > 0f, (square - (leading * leading)) / (root + leading), root);
            High = Select(IsFar, leading, a);
            var p = square * Width.Polynomial(square, Width.Choose(Single, Wide));
            Low = Fma(Select(IsFar, root, a), p, Select(IsFar, rest, 0f));
        }

        public FloatWidth Width { get; }

        public Expr IsFar { get; }

        public Expr High { get; }

        public Expr Low { get; }
    }
}
