namespace Bantam.Operators.Vision;

/// <summary>Where the points of a grid lie among the pixels of an axis, by plain loops.</summary>
internal static class GridPoints
{
    private const double A = -0.75;

    /// <summary>Between which places what is outside of an axis is mirrored.</summary>
    public static (double Low, double High) Mirrors(GridSample op, int size) => op.AlignCorners ? (0, size - 1) : (-0.5, size - 0.5);

    /// <summary>Where a number of the grid lies; that may be outside, where what is there is not what a place inside shows.</summary>
    public static double Pixel(GridSample op, double x, int size)
    {
        var pixel = op.AlignCorners ? (x + 1) / 2 * (size - 1) : (((x + 1) * size) - 1) / 2;
        return op.Padding switch
        {
            GridSamplePadding.Zeros => pixel,
            GridSamplePadding.Reflection => Reflected(op, pixel, size),

            // Between elements on the edge alone a cubic filter changes nothing, but near the edge it does.
            _ => op.Mode == GridSampleMode.Cubic ? pixel : Math.Clamp(pixel, 0, size - 1),
        };
    }

    /// <summary>The pixels that an element at a place is a sum of.</summary>
    public static IEnumerable<(int Place, double Weight)> Taps(GridSample op, double pixel, int size)
    {
        var (first, count) = op.Mode switch
        {
            GridSampleMode.Nearest => (Math.Round(pixel), 1),
            GridSampleMode.Linear => (Math.Floor(pixel), 2),
            _ => (Math.Floor(pixel) - 1, 4),
        };
        for (var k = 0; k < count; k++)
        {
            var place = first + k;
            var weight = Weight(op.Mode, Math.Abs(pixel - place));
            if (op.Padding == GridSamplePadding.Reflection) place = Math.Round(Reflected(op, place, size));
            if (op.Padding == GridSamplePadding.Zeros && !(place >= 0 && place < size)) continue;
            yield return ((int)Math.Clamp(place, 0, size - 1), weight);
        }
    }

    private static double Weight(GridSampleMode mode, double t) => mode switch
    {
        GridSampleMode.Nearest => 1,
        GridSampleMode.Linear => 1 - t,
        _ when t <= 1 => ((A + 2) * t * t * t) - ((A + 3) * t * t) + 1,
        _ => (A * t * t * t) - (5 * A * t * t) + (8 * A * t) - (4 * A),
    };

    private static double Reflected(GridSample op, double x, int size)
    {
        var (low, high) = Mirrors(op, size);
        if (low == high) return low;
        while (x < low || x > high) x = x < low ? (2 * low) - x : (2 * high) - x;
        return x;
    }
}
