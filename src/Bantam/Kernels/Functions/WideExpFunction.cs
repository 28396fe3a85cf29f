using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Functions;

/// <summary>eˣ of F64 = 2ⁿ·eʳ with the power series of eʳ. Within 2 ulp fused and unfused, denormal results included.</summary>
internal static class WideExpFunction
{
    public static Expr Of(Expr x) => Select(x < -1000f, 0f, Scaled(x, 2046));

    /// <summary>eˣ / 2 of a positive x, infinite where that overflows and not before.</summary>
    public static Expr HalfOf(Expr x) => Scaled(x, 2045);

    private static Expr Scaled(Expr x, double bias)
    {
        var (r, shifted) = WideBits.ByLn2(x, bias);
        var p = WideBits.Polynomial(r, WideBits.Exponential(13, 0));

        // Far outside the range of results the bits of n mean nothing.
        return Select(x > 1000f, float.PositiveInfinity, WideBits.Scale(p, shifted));
    }
}
