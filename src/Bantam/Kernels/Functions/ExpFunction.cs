using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Functions;

/// <summary>
/// eˣ = 2ⁿ·eʳ with |r| ≤ ln 2 / 2 (Cody and Waite's reduction) and a polynomial for eʳ (minimax coefficients by Sollya's
/// fpminimax). At most 0.9 ulp fused, 1.2 ulp unfused, denormal results included.
/// </summary>
internal static class ExpFunction
{
    private const float Rounder = FloatBits.Rounder + 254f;

    public static Expr Of(Expr x)
    {
        var shifted = Fma(x, 1.44269504f, Rounder);
        var n = shifted - Rounder;

        // ln 2 in two parts; n times the first is exact.
        var r = Fma(n, -0.693145752f, x);
        r = Fma(n, -1.42860677e-6f, r);
        var p = FloatBits.Polynomial(r, 1.3822664e-3f, 8.36884e-3f, 4.1668247e-2f, 0.1666652f, 0.49999994f, 1f, 1f);

        // Far outside the range of results the bits of n mean nothing.
        var result = Select(x > 128f, float.PositiveInfinity, FloatBits.Scale(p, shifted));
        return Select(x < -128f, 0f, result);
    }
}
