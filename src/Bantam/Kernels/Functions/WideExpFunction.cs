using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Functions;

/// <summary>eˣ of F64 = 2ⁿ·eʳ with the power series of eʳ. Within 2 ulp fused and unfused, denormal results included.</summary>
internal static class WideExpFunction
{
    public static Expr Of(Expr x)
    {
        var (r, shifted) = WideBits.ByLn2(x, 2046);
        var p = WideBits.Polynomial(r, WideBits.Exponential(13, 0));

        // Far outside the range of results the bits of n mean nothing.
        var result = Select(x > 1000f, float.PositiveInfinity, WideBits.Scale(p, shifted));
        return Select(x < -1000f, 0f, result);
    }
}
