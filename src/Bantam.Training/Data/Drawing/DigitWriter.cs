using Bantam.Training.Randomness;

namespace Bantam.Training.Data.Drawing;

/// <summary>
/// Writes one digit as somebody might: a way of <see cref="DigitShapes"/>, its points moved a little, bent by a smooth field, slanted,
/// turned, made wide or narrow, and drawn with a pen. Only operations that round alike on every machine are used.
/// </summary>
internal sealed class DigitWriter
{
    private const int Side = 28, Box = 20, Grid = 4, Subdivisions = 8;

    private readonly Pen _pen = new(Side);
    private readonly List<(double X, double Y)[]> _lines = [];
    private readonly double[] _bendX = new double[Grid * Grid];
    private readonly double[] _bendY = new double[Grid * Grid];

    /// <summary>Writes a digit.</summary>
    /// <param name="digit">0 to 9.</param>
    /// <param name="random">Decides everything else.</param>
    /// <param name="image">Receives 28 x 28 pixels, white on black.</param>
    public void Write(int digit, ref RandomStream random, Span<byte> image)
    {
        Shape(digit, ref random);
        Deform(ref random);
        var radius = random.NextUniform(0.8, 1.8);
        var softness = random.NextUniform(0.7, 1.4);
        Fit(radius);
        Draw(radius, softness, ref random);
        Centre(image);
    }

    /// <summary>The strokes as lines of many points.</summary>
    private void Shape(int digit, ref RandomStream random)
    {
        _lines.Clear();
        var ways = DigitShapes.All[digit];
        foreach (var stroke in ways[random.NextInteger(ways.Length)])
        {
            for (var p = 0; p < stroke.Length; p++)
            {
                var points = new (double X, double Y)[stroke[p].Length];
                for (var i = 0; i < points.Length; i++)
                    points[i] = (stroke[p][i].X + (0.022 * random.NextNormal()), stroke[p][i].Y + (0.022 * random.NextNormal()));
                if (p > 0) points[0] = _lines[^1][^1];
                _lines.Add(Curve(points));
            }

            // Strokes begin late and end early.
            var first = _lines.Count - stroke.Length;
            _lines[first] = _lines[first][random.NextInteger(1 + (_lines[first].Length / 8))..];
            _lines[^1] = _lines[^1][..^random.NextInteger(1 + (_lines[^1].Length / 8))];
        }
    }

    /// <summary>A smooth curve through points (E. Catmull and R. Rom, 1974).</summary>
    private static (double X, double Y)[] Curve((double X, double Y)[] points)
    {
        var curve = new (double X, double Y)[((points.Length - 1) * Subdivisions) + 1];
        for (var i = 0; i < points.Length - 1; i++)
        {
            var (b, c) = (points[i], points[i + 1]);
            var a = i > 0 ? points[i - 1] : b;
            var d = i + 2 < points.Length ? points[i + 2] : c;
            for (var s = 0; s < Subdivisions; s++)
                curve[(i * Subdivisions) + s] = (
                    Blend(a.X, b.X, c.X, d.X, (double)s / Subdivisions), Blend(a.Y, b.Y, c.Y, d.Y, (double)s / Subdivisions));
        }

        curve[^1] = points[^1];
        return curve;
    }

    private static double Blend(double a, double b, double c, double d, double t) =>
        0.5 * ((2 * b) + ((c - a) * t) + (((2 * a) - (5 * b) + (4 * c) - d) * t * t) + (((3 * (b - c)) + d - a) * t * t * t));

    private void Deform(ref RandomStream random)
    {
        for (var i = 0; i < Grid * Grid; i++) (_bendX[i], _bendY[i]) = (0.05 * random.NextNormal(), 0.05 * random.NextNormal());
        var slant = 0.15 + (0.25 * random.NextNormal());
        var width = random.NextUniform(0.65, 1.2);
        var (stretchX, stretchY) = (random.NextUniform(-0.3, 0.3), random.NextUniform(-0.4, 0.4));

        // A turn by the angle whose half has this tangent.
        var half = 0.05 * random.NextNormal();
        var (cosine, sine) = ((1 - (half * half)) / (1 + (half * half)), 2 * half / (1 + (half * half)));
        foreach (var line in _lines)
        {
            for (var i = 0; i < line.Length; i++)
            {
                var (x, y) = line[i];
                (x, y) = (x + At(_bendX, x, y), y + At(_bendY, x, y));

                // One side grows at the cost of the other: small loops over large ones, and the reverse.
                (x, y) = (x + (stretchX * x * (1 - x)), y + (stretchY * y * (1 - y)));
                (x, y) = ((x - 0.5) * width, y - 0.5);
                x -= slant * y;
                line[i] = ((x * cosine) - (y * sine), (x * sine) + (y * cosine));
            }
        }
    }

    /// <summary>The field between its grid points, without kinks at them.</summary>
    private static double At(double[] field, double x, double y)
    {
        var (column, u) = Cell(x);
        var (row, v) = Cell(y);
        var at = (row * Grid) + column;
        var top = field[at] + (u * (field[at + 1] - field[at]));
        var bottom = field[at + Grid] + (u * (field[at + Grid + 1] - field[at + Grid]));
        return top + (v * (bottom - top));
    }

    private static (int Cell, double Smooth) Cell(double x)
    {
        var place = Math.Clamp(x, 0, 1) * (Grid - 1);
        var cell = Math.Min((int)place, Grid - 2);
        var t = place - cell;
        return (cell, t * t * (3 - (2 * t)));
    }

    /// <summary>Scales the lines so that they fill the box with their longer side, the pen's width included.</summary>
    private void Fit(double radius)
    {
        var (left, right, top, bottom) = (double.MaxValue, double.MinValue, double.MaxValue, double.MinValue);
        foreach (var line in _lines)
            foreach (var (x, y) in line)
                (left, right, top, bottom) = (Math.Min(left, x), Math.Max(right, x), Math.Min(top, y), Math.Max(bottom, y));

        var scale = (Box - (2 * radius)) / Math.Max(Math.Max(right - left, bottom - top), 1e-3);
        var (middleX, middleY) = ((left + right) / 2, (top + bottom) / 2);
        foreach (var line in _lines)
            for (var i = 0; i < line.Length; i++)
                line[i] = (((line[i].X - middleX) * scale) + (Side / 2.0), ((line[i].Y - middleY) * scale) + (Side / 2.0));
    }

    private void Draw(double radius, double softness, ref RandomStream random)
    {
        _pen.Clear();
        foreach (var line in _lines)
        {
            // The pressure changes from one end to the other.
            var (first, last) = (radius * random.NextUniform(0.8, 1.15), radius * random.NextUniform(0.8, 1.15));
            for (var i = 0; i + 1 < line.Length; i++)
            {
                var (from, to) = ((double)i / (line.Length - 1), (double)(i + 1) / (line.Length - 1));
                _pen.Line(line[i], line[i + 1], first + (from * (last - first)), first + (to * (last - first)), softness);
            }
        }
    }

    /// <summary>Moves the picture by whole pixels so that its centre of mass is in the middle, as MNIST's are.</summary>
    private void Centre(Span<byte> image)
    {
        double mass = 0, momentX = 0, momentY = 0;
        for (var i = 0; i < Side * Side; i++)
        {
            mass += _pen.Pixels[i];
            momentX += _pen.Pixels[i] * (i % Side);
            momentY += _pen.Pixels[i] * (i / Side);
        }

        var (moveX, moveY) = ((int)Math.Round((Side / 2.0) - (momentX / mass)), (int)Math.Round((Side / 2.0) - (momentY / mass)));
        for (var i = 0; i < Side * Side; i++)
        {
            var (x, y) = ((i % Side) - moveX, (i / Side) - moveY);
            image[i] = x is >= 0 and < Side && y is >= 0 and < Side ? (byte)Math.Round(255 * _pen.Pixels[(y * Side) + x]) : (byte)0;
        }
    }
}
