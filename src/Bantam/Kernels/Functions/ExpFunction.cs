using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Functions;

/// <summary>
/// eˣ = 2ⁿ·eʳ with |r| ≤ ln 2 / 2 (Cody and Waite's reduction) and a polynomial for eʳ (minimax coefficients by Sollya's
/// fpminimax). At most 0.9 ulp fused, 1.2 ulp unfused, denormal results included.
/// </summary>
internal static class ExpFunction
{
    /// <summary>Above ln 2⁻¹²⁶, so that n is at least −126.</summary>
    private const float SmallestWithNormal = -87.33654f;

    public static Expr Of(Expr x)
    {
        var (p, shifted) = Reduce(x, 254f);

        // Far outside the range of results the bits of n mean nothing.
        var result = Select(x > 128f, float.PositiveInfinity, FloatBits.Scale(p, shifted));
        return Select(x < -128f, 0f, result);
    }

    /// <summary>The same where x is at most 0, or NaN; results below the smallest normal float are 0.</summary>
    public static Expr OfNegative(Expr x)
    {
        var (p, shifted) = Reduce(x, 127f);
        return Select(x < SmallestWithNormal, 0f, p * FloatBits.PowerOfTwo(Bits(shifted)));
    }

    /// <summary>
    /// The same where what is infinite or below the smallest normal float may be near that: e^−87.33 below −87.33, and infinite above 88.4.
    /// </summary>
    public static Expr OfLimited(Expr x)
    {
        var (p, shifted) = Reduce(Min(Max(x, -87.33f), 88.5f), 127f);
        return p * FloatBits.PowerOfTwo(Bits(shifted));
    }

    /// <summary>eˣ / 2 of a positive x, infinite where that overflows and not before.</summary>
    public static Expr HalfOf(Expr x)
    {
        var (p, shifted) = Reduce(x, 253f);
        return Select(x > 128f, float.PositiveInfinity, FloatBits.Scale(p, shifted));
    }

    /// <summary>eʳ, and a float whose low bits are n and a bias.</summary>
    private static (Expr P, Expr Shifted) Reduce(Expr x, float bias)
    {
        var shifted = Fma(x, 1.44269504f, FloatBits.Rounder + bias);
        var n = shifted - (FloatBits.Rounder + bias);

        // ln 2 in two parts; n times the first is exact.
        var r = Fma(n, -0.693145752f, x);
        r = Fma(n, -1.42860677e-6f, r);
        return (FloatBits.Polynomial(r, 1.3822664e-3f, 8.36884e-3f, 4.1668247e-2f, 0.1666652f, 0.49999994f, 1f, 1f), shifted);
    }
}
