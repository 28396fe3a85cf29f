namespace Bantam.Tests.Kernels.Functions;

/// <summary>Distances in units in the last place of binary32, and inputs to measure them at.</summary>
internal static class Ulp
{
    private const double Overflow = 3.402823669209384634e38;

    /// <summary>
    /// How far a result is from the unrounded truth, in units of the truth's last place. The correctly rounded result is within
    /// a half. Infinity counts as 2¹²⁸; a NaN or a sign of zero that is wrong as infinitely far.
    /// </summary>
    public static double Error(float result, double truth)
    {
        if (double.IsNaN(truth) || float.IsNaN(result)) return double.IsNaN(truth) && float.IsNaN(result) ? 0 : double.PositiveInfinity;
        if (truth == 0 && result == 0) return double.IsNegative(truth) == float.IsNegative(result) ? 0 : double.PositiveInfinity;
        var place = Math.Max(Math.ILogB(Math.Min(Math.Abs(truth), float.MaxValue)), -126) - 23;
        return Math.Abs(Math.Clamp((double)result, -Overflow, Overflow) - Math.Clamp(truth, -Overflow, Overflow)) / Math.ScaleB(1, place);
    }

    /// <summary>About this many floats spread evenly over the bit patterns from one magnitude to another, of both signs.</summary>
    public static IEnumerable<float> Between(float least, float greatest, int count)
    {
        var (from, to) = (BitConverter.SingleToUInt32Bits(least), BitConverter.SingleToUInt32Bits(greatest));
        var stride = Math.Max(1, (to - from) / (uint)(count / 2)) | 1;
        for (var bits = from; bits <= to; bits += stride)
        {
            var value = BitConverter.UInt32BitsToSingle(bits);
            yield return value;
            yield return -value;
        }
    }

    /// <summary>About this many of all floats, NaNs among them.</summary>
    public static IEnumerable<float> Everywhere(int count) => Between(0f, BitConverter.UInt32BitsToSingle(0x7fc00000), count);
}
