namespace Bantam.Training.Randomness;

/// <summary>
/// Functions in double precision made of operations that IEEE 754 rounds exactly, so that every machine computes the same bits; those
/// of <see cref="Math"/> depend on the C library. Good to a few ulp.
/// </summary>
public static class PortableMath
{
    private const double SmallestNormal = 2.2250738585072014e-308, Ln2High = 0.69314718036912381649, Ln2Low = 1.9082149292705877e-10;

    /// <summary>ln x of a positive normal number: 2·artanh((m − 1)/(m + 1)) + e·ln 2, where x = m·2ᵉ and √½ ≤ m &lt; √2.</summary>
    public static double Log(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (int)(bits >> 52) - 1023;
        var m = BitConverter.Int64BitsToDouble((bits & ((1L << 52) - 1)) | (1023L << 52));
        if (m > 1.4142135623730951) (m, exponent) = (m / 2, exponent + 1);
        var s = (m - 1) / (m + 1);
        var square = s * s;
        var sum = 0.0;
        for (var k = 25; k > 1; k -= 2) sum = (sum + (1.0 / k)) * square;
        return (exponent * Ln2High) + ((2 * s * (1 + sum)) + (exponent * Ln2Low));
    }

    /// <summary>eˣ for |x| ≤ 700: 2ⁿ·eʳ with |r| ≤ ln 2 / 2 and the series of eʳ.</summary>
    public static double Exp(double x)
    {
        var n = Math.Round(x * 1.4426950408889634);
        var r = x - (n * Ln2High) - (n * Ln2Low);
        var sum = 1.0;
        for (var k = 16; k > 0; k--) sum = 1 + (sum * r / k);
        return sum * BitConverter.Int64BitsToDouble(((long)n + 1023) << 52);
    }

    /// <summary>xʸ of a number x from 0 on; a number below the smallest normal one counts as 0.</summary>
    public static double Power(double x, double y) =>
        y == 0 ? 1 : x < SmallestNormal ? 0 : Exp(Math.Clamp(y * Log(x), -700, 700));

    /// <summary>cos(π·x) for 0 ≤ x ≤ 1, by the series of the sine around ½.</summary>
    public static double CosPi(double x)
    {
        var angle = (0.5 - x) * Math.PI;
        var square = angle * angle;
        var sum = 1.0;
        for (var k = 22; k > 0; k -= 2) sum = 1 - (sum * square / (k * (k + 1)));
        return angle * sum;
    }
}
