using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Functions;

/// <summary>
/// What the functions share. Floats become integers by their bits, never by a cast: a cast of NaN or of a huge value is an error.
/// </summary>
internal static class FloatBits
{
    /// <summary>
    /// Adding and subtracting 1.5·2²³ rounds to an integer, which then stands in the low bits of the sum. A bias added to this
    /// constant is added to those bits only.
    /// </summary>
    public const float Rounder = 12582912f;

    private const float SmallestNormal = 1.17549435e-38f;

    /// <summary>The polynomial with these coefficients, the highest power first, by Horner's rule.</summary>
    public static Expr Polynomial(Expr x, params ReadOnlySpan<float> coefficients)
    {
        Expr sum = coefficients[0];
        foreach (var coefficient in coefficients[1..]) sum = Fma(x, sum, coefficient);
        return sum;
    }

    /// <summary>A value that is not negative, with the sign bit of another.</summary>
    public static Expr WithSign(Expr magnitude, Expr signed) => Bits((Bits(signed) & Constant.Integer(int.MinValue)) | Bits(magnitude));

    /// <summary>The leading 12 bits of the significand: products of two such floats are exact.</summary>
    public static Expr Leading(Expr x) => Bits(Bits(x) & Constant.Integer(unchecked((int)0xfffff000)));

    /// <summary>2ⁿ, where the low 8 bits of an integer are n + 127 and the ninth is clear.</summary>
    public static Expr PowerOfTwo(Expr biased) => Bits(biased << 23);

    /// <summary>
    /// p·2ⁿ, where the low bits of <paramref name="shifted"/> are n + 254. It takes two factors: one alone would overflow short of
    /// the largest floats and vanish among the denormals.
    /// </summary>
    public static Expr Scale(Expr p, Expr shifted) => Scale(p, shifted, PowerOfTwo);

    /// <summary>The same of floats of either width.</summary>
    internal static Expr Scale(Expr p, Expr shifted, Func<Expr, Expr> powerOfTwo)
    {
        var n = Bits(shifted);
        var half = n >> 1;
        return p * powerOfTwo(half) * powerOfTwo(n - half);
    }

    /// <summary>
    /// x = m·2ᵉ of a positive finite x, denormal or not, with <paramref name="least"/> ≤ m &lt; 2·<paramref name="least"/>.
    /// </summary>
    public static (Expr E, Expr M) Split(Expr x, float least)
    {
        var bits = Select(x < SmallestNormal, Bits(x * 8388608f) - Constant.Integer(23 << 23), Bits(x));
        var exponent = (bits - Constant.Integer(BitConverter.SingleToInt32Bits(least))) >> 23;
        return (ToF32(exponent), Bits(bits - (exponent << 23)));
    }
}
