using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Functions;

/// <summary>
/// tanh x of F64: an odd polynomial below 5/16 (minimax coefficients by Remez' algorithm), above t / (t + 2) with t = e²ˣ − 1 by its
/// power series. Within 2 ulp fused and unfused.
/// </summary>
internal static class WideTanhFunction
{
    public static Expr Of(Expr x)
    {
        var a = Abs(x);
        var square = a * a;
        var p = WideBits.Polynomial(
            square, 0.0005041171264665358, -0.0014425055575035043, 0.003591034127500792, -0.008863185483450069, 0.021869487289083684,
            -0.053968253952970224, 0.13333333333326192, -0.33333333333333326);
        var near = Fma(a * square, p, a);

        // Beyond 19.1 the result is 1. Of 2ⁿ·eʳ the 1 is taken away before rounding: e²ˣ − 1 = 2ⁿ·(eʳ − 1) + (2ⁿ − 1).
        var bounded = Select(a > 20f, 20f, a);
        var (r, shifted) = WideBits.ByLn2(bounded + bounded, 1023);
        var less = Fma(r * r, WideBits.Polynomial(r, WideBits.Exponential(14, 2)), r);
        var power = WideBits.PowerOfTwo(Bits(shifted));
        var t = Fma(power, less, power - 1f);

        return WideBits.WithSign(Select(a < 0.3125f, near, t / (t + 2f)), x);
    }
}
