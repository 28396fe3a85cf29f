using System.Globalization;

namespace Bantam.Vision;

/// <summary>What was found, drawn into the picture.</summary>
public sealed partial class Picture
{
    private const int PixelsPerStroke = 480;

    /// <summary>Lines and letters are thicker in large pictures, which are shown smaller than they are.</summary>
    private int Stroke => Math.Max(1, Math.Max(Width, Height) / PixelsPerStroke);

    /// <summary>
    /// Draws boxes with their labels and scores, a colour for each class, and landmarks. A label that would cover another box or a label
    /// of something surer is left out.
    /// </summary>
    /// <param name="detections">What was found.</param>
    public void Draw(IEnumerable<Detection> detections)
    {
        ArgumentNullException.ThrowIfNull(detections);
        Detection[] found = [.. detections.OrderBy(d => d.Score)];
        foreach (var one in found)
        {
            DrawBox(one.Box, ColourOf(one));
            // A small face is not covered.
            DrawPoints(one.Landmarks, ColourOf(one), Math.Min(2 * Stroke, Math.Max(1, (int)(one.Box.Width / 24))));
        }

        var taken = new List<Box>();
        foreach (var one in found.Reverse())
        {
            var score = one.Score.ToString("0.00", CultureInfo.InvariantCulture);
            var text = one.Label is { } label ? $"{label} {score}" : score;
            var place = PlaceOf(text, one.Box.Left, one.Box.Top);
            if (taken.Concat(found.Where(o => o != one).Select(o => o.Box)).Any(b => b.IntersectionOverUnion(place) > 0)) continue;
            taken.Add(place);
            DrawLabel(text, one.Box.Left, one.Box.Top, ColourOf(one));
        }

        static Rgb ColourOf(Detection one) => Palette.Of(Math.Max(one.Class, 0));
    }

    /// <summary>Draws the sides of a box; what lies outside of the picture is left out.</summary>
    /// <param name="box">The box, in pixels.</param>
    /// <param name="colour">The colour.</param>
    public void DrawBox(Box box, Rgb colour)
    {
        var (left, top, right, bottom) = (Pixel(box.Left), Pixel(box.Top), Pixel(box.Right), Pixel(box.Bottom));
        Fill(left, top, right, top + Stroke, colour);
        Fill(left, bottom - Stroke, right, bottom, colour);
        Fill(left, top, left + Stroke, bottom, colour);
        Fill(right - Stroke, top, right, bottom, colour);
    }

    /// <summary>
    /// Draws a text on a ground of a colour, above a place or below it where there is no room, and inside of the picture.
    /// </summary>
    /// <param name="text">The text; letters beyond ASCII are drawn as question marks.</param>
    /// <param name="x">The column at which it begins.</param>
    /// <param name="y">The row above which it stands.</param>
    /// <param name="colour">The ground's colour; the text is black or white, whichever can be read.</param>
    public void DrawLabel(string text, float x, float y, Rgb colour)
    {
        ArgumentNullException.ThrowIfNull(text);
        var place = PlaceOf(text, x, y);
        var (left, top) = ((int)place.Left, (int)place.Top);
        Fill(left, top, (int)place.Right, (int)place.Bottom, colour);
        var ink = colour.IsLight ? Rgb.Black : Rgb.White;
        for (var i = 0; i < text.Length; i++)
            for (var column = 0; column < BitmapFont.Advance; column++)
                for (var row = 0; row < BitmapFont.Rows; row++)
                {
                    if (!BitmapFont.IsSet(text[i], column, row)) continue;
                    var (at, line) = (left + (((i * BitmapFont.Advance) + column + 1) * Stroke), top + ((row + 1) * Stroke));
                    Fill(at, line, at + Stroke, line + Stroke, ink);
                }
    }

    /// <summary>Draws points, such as landmarks of a face.</summary>
    /// <param name="points">The points, in pixels.</param>
    /// <param name="colour">The colour.</param>
    public void DrawPoints(IEnumerable<(float X, float Y)> points, Rgb colour)
    {
        ArgumentNullException.ThrowIfNull(points);
        DrawPoints(points, colour, 2 * Stroke);
    }

    private void DrawPoints(IEnumerable<(float X, float Y)> points, Rgb colour, int radius)
    {
        foreach (var (x, y) in points)
            for (var row = -radius; row <= radius; row++)
            {
                var half = (int)Math.Sqrt((radius * radius) - (row * row));
                Fill(Pixel(x) - half, Pixel(y) + row, Pixel(x) + half + 1, Pixel(y) + row + 1, colour);
            }
    }

    /// <summary>Tints each pixel with the colour of its class; class 0, the background, stays as it is.</summary>
    /// <param name="segmentation">The classes of the picture's pixels.</param>
    /// <param name="opacity">How much of the tint there is, 0 to 1.</param>
    /// <exception cref="ArgumentException">The classes are those of a picture of another size.</exception>
    public void Draw(Segmentation segmentation, float opacity = 0.5f)
    {
        ArgumentNullException.ThrowIfNull(segmentation);
        if (segmentation.Width != Width || segmentation.Height != Height)
            throw new ArgumentException(
                $"a class is drawn on its pixel: the picture is {Width} x {Height}, and there are classes for {segmentation.Width} x "
                + $"{segmentation.Height}.", nameof(segmentation));
        var pixels = Pixels;
        var classes = segmentation.Classes;
        for (var i = 0; i < classes.Length; i++)
        {
            if (classes[i] <= 0) continue;
            var tint = Palette.Of(classes[i] - 1);
            Mix(ref pixels[i * Channels], tint.Red);
            Mix(ref pixels[(i * Channels) + 1], tint.Green);
            Mix(ref pixels[(i * Channels) + 2], tint.Blue);
        }

        void Mix(ref byte pixel, byte colour) => pixel = (byte)Math.Round(pixel + ((colour - pixel) * Math.Clamp(opacity, 0, 1)));
    }

    /// <summary>The ground of a label.</summary>
    private Box PlaceOf(string text, float x, float y)
    {
        var (width, height) = (((text.Length * BitmapFont.Advance) + 1) * Stroke, (BitmapFont.Rows + 2) * Stroke);
        var left = Math.Max(0, Math.Min(Pixel(x), Width - width));
        var top = Pixel(y) - height is >= 0 and var above ? above : Math.Max(0, Math.Min(Pixel(y), Height - height));
        return new Box(left, top, left + width, top + height);
    }

    /// <summary>Fills a rectangle as far as it lies inside.</summary>
    private void Fill(int left, int top, int right, int bottom, Rgb colour)
    {
        (left, top, right, bottom) = (Math.Max(left, 0), Math.Max(top, 0), Math.Min(right, Width), Math.Min(bottom, Height));
        for (var y = top; y < bottom; y++)
            for (var x = left; x < right; x++) this[x, y] = colour;
    }

    /// <summary>The pixel at a place; far outside is as good as any place outside.</summary>
    private static int Pixel(float place) => float.IsNaN(place) ? 0 : (int)Math.Round(Math.Clamp(place, -1e6f, 1e6f));
}
