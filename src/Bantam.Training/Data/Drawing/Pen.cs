namespace Bantam.Training.Data.Drawing;

/// <summary>Draws lines of varying width with soft edges into a grid of brightness.</summary>
/// <param name="size">Pixels of a side.</param>
internal sealed class Pen(int size)
{
    private readonly double[] _pixels = new double[size * size];

    /// <summary>The brightness of each pixel, 0 to 1, row by row.</summary>
    public ReadOnlySpan<double> Pixels => _pixels;

    /// <summary>Makes everything dark.</summary>
    public void Clear() => Array.Clear(_pixels);

    /// <summary>Draws from one point to another; pixels keep the brightest that passes them.</summary>
    /// <param name="from">A point in pixels.</param>
    /// <param name="to">Another.</param>
    /// <param name="fromRadius">Half the width at the first.</param>
    /// <param name="toRadius">Half the width at the second.</param>
    /// <param name="softness">Pixels over which an edge fades.</param>
    public void Line((double X, double Y) from, (double X, double Y) to, double fromRadius, double toRadius, double softness)
    {
        var reach = Math.Max(fromRadius, toRadius) + softness;
        var (left, right) = Range(Math.Min(from.X, to.X) - reach, Math.Max(from.X, to.X) + reach);
        var (top, bottom) = Range(Math.Min(from.Y, to.Y) - reach, Math.Max(from.Y, to.Y) + reach);
        var (dx, dy) = (to.X - from.X, to.Y - from.Y);
        var length = (dx * dx) + (dy * dy);
        for (var y = top; y <= bottom; y++)
        {
            for (var x = left; x <= right; x++)
            {
                var (px, py) = (x + 0.5 - from.X, y + 0.5 - from.Y);
                var t = length == 0 ? 0 : Math.Clamp(((px * dx) + (py * dy)) / length, 0, 1);
                var (ex, ey) = (px - (t * dx), py - (t * dy));
                var distance = Math.Sqrt((ex * ex) + (ey * ey));
                var brightness = Math.Clamp(0.5 + ((fromRadius + (t * (toRadius - fromRadius)) - distance) / softness), 0, 1);
                ref var pixel = ref _pixels[(y * size) + x];
                pixel = Math.Max(pixel, brightness);
            }
        }
    }

    private (int First, int Last) Range(double low, double high) => ((int)Math.Max(low, 0), (int)Math.Min(high, size - 1));
}
