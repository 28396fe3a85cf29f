using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Functions;

/// <summary>What the functions of F64 share; they become integers by their bits, as those of F32 do (<see cref="FloatBits"/>).</summary>
internal static class WideBits
{
    /// <summary>
    /// Adding and subtracting 1.5·2⁵² rounds to an integer, which then stands in the low bits of the sum. A bias added to this
    /// constant is added to those bits only.
    /// </summary>
    public const double Rounder = 6755399441055744;

    private const double PerLn2 = 1.4426950408889634;

    /// <summary>ln 2 in two parts, the first of 32 bits, whose product with an exponent is exact.</summary>
    private const double Ln2High = 0.6931471803691238, Ln2Low = 1.9082149292705877e-10;

    private const double SmallestNormal = 2.2250738585072014e-308, TwoTo54 = 18014398509481984;

    /// <summary>A constant.</summary>
    public static Expr Number(double value) => Constant.Of(value);

    /// <summary>The polynomial with these coefficients, the highest power first, by Horner's rule.</summary>
    public static Expr Polynomial(Expr x, params IEnumerable<double> coefficients) =>
        coefficients.Select(Number).Aggregate((sum, coefficient) => Fma(x, sum, coefficient));

    /// <summary>1/k! from one k down to another: the power series of eˣ, highest power first. Each is rounded once.</summary>
    public static IEnumerable<double> Exponential(int from, int to) =>
        Enumerable.Range(0, from - to + 1).Select(i => 1 / Enumerable.Range(1, from - i).Aggregate(1.0, (product, k) => product * k));

    /// <summary>
    /// x = n·ln 2 + r with |r| ≤ ln 2 / 2 (Cody and Waite's reduction): r, and a float whose low bits are n and a bias.
    /// </summary>
    public static (Expr R, Expr Shifted) ByLn2(Expr x, double bias)
    {
        var shifted = Fma(x, Number(PerLn2), Number(Rounder + bias));
        var n = shifted - Number(Rounder + bias);
        return (Fma(n, Number(-Ln2Low), Fma(n, Number(-Ln2High), x)), shifted);
    }

    /// <summary>n·ln 2 + sum, where n is an exponent.</summary>
    public static Expr TimesLn2(Expr n, Func<Expr, Expr> sum) => Fma(n, Number(Ln2High), sum(n * Number(Ln2Low)));

    /// <summary>A value that is not negative, with the sign bit of another.</summary>
    public static Expr WithSign(Expr magnitude, Expr signed) => Bits((Bits(signed) & Integer(long.MinValue)) | Bits(magnitude));

    /// <summary>The leading 26 bits of the significand: products of two such floats are exact.</summary>
    public static Expr Leading(Expr x) => Bits(Bits(x) & Integer(-1L << 27));

    /// <summary>2ⁿ, where the low 11 bits of an integer are n + 1023 and the twelfth is clear.</summary>
    public static Expr PowerOfTwo(Expr biased) => Bits(biased << 52);

    /// <summary>p·2ⁿ, where the low bits of <paramref name="shifted"/> are n + 2046.</summary>
    public static Expr Scale(Expr p, Expr shifted) => FloatBits.Scale(p, shifted, PowerOfTwo);

    /// <summary>
    /// x = m·2ᵉ of a positive finite x, denormal or not, with <paramref name="least"/> ≤ m &lt; 2·<paramref name="least"/>.
    /// </summary>
    public static (Expr E, Expr M) Split(Expr x, double least)
    {
        var bits = Select(x < Number(SmallestNormal), Bits(x * Number(TwoTo54)) - Integer(54L << 52), Bits(x));
        var exponent = (bits - Integer(BitConverter.DoubleToInt64Bits(least))) >> 52;
        return (To(KernelType.F64, exponent), Bits(bits - (exponent << 52)));
    }

    /// <summary>An I64 constant.</summary>
    public static Expr Integer(long value) => new Constant(KernelType.I64, value);
}
