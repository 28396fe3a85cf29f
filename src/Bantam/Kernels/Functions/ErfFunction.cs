using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Functions;

/// <summary>
/// erf x: an odd polynomial below 475/512, 1 − e^−q(|x|) above (N. Juffa's minimax coefficients). At most 1.3 ulp fused, 1.6 ulp
/// unfused.
/// </summary>
internal static class ErfFunction
{
    private const float Rounder = FloatBits.Rounder + 127f;

    public static Expr Of(Expr x)
    {
        // Beyond 3.92 the result is 1.
        var a = Abs(x);
        var t = Select(a > 4f, 4f, a);
        var square = t * t;
        var p = FloatBits.Polynomial(square, -5.96761703e-4f, 4.99119423e-3f, -2.67681349e-2f, 0.112819925f, -0.376125336f, 0.128379166f);
        var near = Fma(p, t, t);

        var high = Fma(t, 1.72853470e-5f, -3.83197126e-4f);
        var low = Fma(t, 3.88396438e-3f, -2.42546219e-2f);
        var q = Fma(high, square, low);
        q = Fma(q, t, 0.106777877f);
        q = Fma(q, t, 0.634846687f);
        q = Fma(q, t, 0.128717512f);
        q = Fma(q, t, t);

        // −q = n·ln 2 − r; e⁻ʳ with fewer digits than the result has, since it is at most a fifth of it.
        var shifted = Fma(q, -1.44269504f, Rounder);
        var r = Fma(shifted - Rounder, 0.693147182f, q);
        var exponential = FloatBits.Polynomial(r, -8.289291e-3f, 4.1897822e-2f, -0.16667652f, 0.4999915f, -0.9999997f, 1f);
        var far = 1f - (FloatBits.PowerOfTwo(Bits(shifted)) * exponential);

        return FloatBits.WithSign(Select(t > 0.927734375f, far, near), x);
    }
}
