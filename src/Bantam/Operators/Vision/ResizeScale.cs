using Bantam.Tensors;

namespace Bantam.Operators.Vision;

/// <summary>
/// A scale as the simplest fraction that is rounded to it, so that sizes that are names can be multiplied by it: ⅓ of <c>h</c> is
/// <c>h/3</c>.
/// </summary>
internal static class ResizeScale
{
    /// <summary>How many elements an axis has under a scale, rounded down.</summary>
    /// <exception cref="ShapeException">The scale is not above 0, or the size leaves 32 bits.</exception>
    public static Dimension Of(Dimension size, float scale)
    {
        if (!(scale > 0) || float.IsInfinity(scale)) throw new ShapeException($"scales are numbers above 0; one is {scale}.");
        if (size.IsKnown && (double)size.Size * scale >= int.MaxValue)
            throw new ShapeException($"a size has 32 bits; {size} by a scale of {scale} leaves them.");
        var (numerator, denominator) = Fraction(scale);
        return numerator == 0 ? 0 : size * numerator / denominator;
    }

    /// <summary>By continued fractions; a scale so small or so large that it is none of 32 bits is the nearest that is.</summary>
    private static (int Numerator, int Denominator) Fraction(float scale)
    {
        var (before, last) = ((N: 0L, D: 1L), (N: 1L, D: 0L));
        double rest = scale;
        while (true)
        {
            var whole = (long)Math.Min(Math.Floor(rest), 1L << 40);
            var next = (N: (whole * last.N) + before.N, D: (whole * last.D) + before.D);
            if (next.N > int.MaxValue || next.D > int.MaxValue) return last.D == 0 ? (int.MaxValue, 1) : ((int)last.N, (int)last.D);
            (before, last) = (last, next);
            if ((float)((double)last.N / last.D) == scale) return ((int)last.N, (int)last.D);
            rest = 1 / (rest - whole);
        }
    }
}
