using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Functions;

/// <summary>
/// sin x and cos x of F64 by reduction modulo π/2 in three parts, two of them of 26 bits (Cody and Waite), to a sum of two floats, and
/// power series. For |x| ≤ 10⁸ within 2 ulp fused and unfused, or 2⁻⁷⁶ away. For larger x the reduction loses digits; the result is
/// in [−1, 1] for every finite x.
/// </summary>
internal static class WideSinFunction
{
    private const double PerQuarter = 0.6366197723675814;
    private const double First = 1.5707963109016418, Second = 1.5893254712295857e-08, Third = 6.123233995736766e-17;

    public static Expr Of(Expr x) => Select(Equal(x, 0f), x, Quadrant(x, 0));

    public static Expr CosOf(Expr x) => Quadrant(x, 1);

    private static Expr Quadrant(Expr x, int turn)
    {
        var rounder = WideBits.Number(WideBits.Rounder + turn);
        var shifted = Fma(x, WideBits.Number(PerQuarter), rounder);
        var n = shifted - rounder;

        // Both products and the first difference are exact, and what the second one loses is known.
        var rest = Fma(n, WideBits.Number(-First), x);
        var second = n * WideBits.Number(Second);
        var leading = rest - second;
        var tail = Fma(n, WideBits.Number(-Third), rest - leading - second);
        var r = leading + tail;
        var low = leading - r + tail;

        // So huge that n was no integer: any angle will do, but NaN stays.
        r = Select(Abs(r) > 1f, 0f, r);
        low = Select(Abs(low) > 1f, 0f, low);

        var square = r * r;
        var half = 0.5f * square;
        var sine = r + Fma(square * r, WideBits.Polynomial(square, Series(odd: 1, 9, 1)), low * (1f - half));
        var most = 1f - half;
        var cosine = most + (1f - most - half + Fma(square * square, WideBits.Polynomial(square, Series(odd: 0, 9, 2)), -(r * low)));

        var quadrant = Bits(shifted);
        var value = Select(Equal(quadrant & WideBits.Integer(1), WideBits.Integer(0)), sine, cosine);
        return Bits(Bits(value) ^ ((quadrant << 62) & WideBits.Integer(long.MinValue)));
    }

    /// <summary>±1/(2k)! or ±1/(2k + 1)! from one k down to another.</summary>
    private static IEnumerable<double> Series(int odd, int from, int to) =>
        Enumerable.Range(0, from - to + 1).Select(i => from - i)
            .Select(k => (k % 2 == 0 ? 1 : -1) * WideBits.Exponential((2 * k) + odd, (2 * k) + odd).Single());
}
