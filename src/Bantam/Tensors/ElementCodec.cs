using System.Numerics;

namespace Bantam.Tensors;

/// <summary>
/// How the elements of a type are read, written and printed. Numbers pass as doubles or as whole numbers wide enough for what is
/// computed: what is read is exact, what is written is rounded once to the nearest, ties to even, or wraps around.
/// </summary>
internal abstract class ElementCodec
{
    /// <summary>The elements as numbers; whole numbers that <typeparamref name="T"/> does not hold wrap around.</summary>
    public abstract void Read<T>(ReadOnlySpan<byte> bytes, Span<T> numbers) where T : struct, INumberBase<T>;

    /// <summary>Numbers as elements: fractions become whole numbers towards zero, and whole numbers wrap around.</summary>
    public abstract void Write<T>(ReadOnlySpan<T> numbers, Span<byte> bytes) where T : struct, INumberBase<T>;

    /// <summary>An element as a short text.</summary>
    public abstract string Text(ReadOnlySpan<byte> bytes, int index);

    /// <summary>A number as a whole number towards zero, which wraps around beyond the type; NaN becomes 0.</summary>
    public static T Whole<T>(double x) where T : struct, INumberBase<T> =>
        x is > long.MinValue and < long.MaxValue ? T.CreateTruncating((long)x) : T.CreateTruncating((Int128)x);

    /// <summary>
    /// A number as a double. A whole number that has more digits keeps a last one that says so (rounding to odd), so that the double
    /// rounds to every narrower float as the number itself does.
    /// </summary>
    public static double Odd<T>(T x) where T : struct, INumberBase<T>
    {
        if (typeof(T) == typeof(double) || typeof(T) == typeof(int)) return double.CreateTruncating(x);
        var whole = Int128.CreateTruncating(x);
        var magnitude = Int128.Abs(whole);
        var extra = Math.Max(128 - (int)Int128.LeadingZeroCount(magnitude) - 53, 0);
        if (extra == 0) return (double)whole;
        var isCut = (magnitude & ((Int128.One << extra) - 1)) != 0;
        var kept = Math.ScaleB((double)((magnitude >> extra) | (isCut ? 1 : 0)), extra);
        return Int128.IsNegative(whole) ? -kept : kept;
    }
}
