using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Functions;

/// <summary>
/// ln x = e·ln 2 + ln m with m in [√½, √2) (Cephes' logf coefficients). Denormals are scaled first; zero gives −∞, a negative
/// argument NaN; at most 2 ulp.
/// </summary>
internal static class LogFunction
{
    private const float SmallestNormal = 1.17549435e-38f;

    public static Expr Of(Expr x)
    {
        var denormal = x < SmallestNormal;
        var scaled = Select(denormal, x * 8388608f, x);
        var bits = Bits(scaled);

        // Subtracting the bits of √½ leaves the exponent of x/√½ in the upper bits.
        var exponent = (bits - Constant.Integer(0x3f3504f3)) >> 23;
        var mantissa = Bits(bits - (exponent << 23));
        var e = ToF32(exponent) - Select(denormal, 23f, 0f);

        var f = mantissa - 1f;
        var square = f * f;
        var p = Fma(f, 7.0376836292e-2f, -1.1514610310e-1f);
        p = Fma(p, f, 1.1676998740e-1f);
        p = Fma(p, f, -1.2420140846e-1f);
        p = Fma(p, f, 1.4249322787e-1f);
        p = Fma(p, f, -1.6668057665e-1f);
        p = Fma(p, f, 2.0000714765e-1f);
        p = Fma(p, f, -2.4999993993e-1f);
        p = Fma(p, f, 3.3333331174e-1f);
        var tail = Fma(p * f, square, e * -2.12194440e-4f);
        tail = Fma(square, -0.5f, tail);
        var result = Fma(e, 0.693359375f, f + tail);

        result = Select(x < float.PositiveInfinity, result, x);
        result = Select(Equal(x, 0f), float.NegativeInfinity, result);
        return Select(x < 0f, float.NaN, result);
    }
}
