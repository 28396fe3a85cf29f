using System.Numerics;

namespace Bantam.Vision;

/// <summary>
/// What a picture looks like in few bits, so that copies that were resized, compressed again or made brighter are found: whether it gets
/// brighter to the right (N. Krawetz' difference hash) and downwards, on 8 x 8 places each, and a small picture in shades of gray.
/// </summary>
public readonly record struct PictureHash
{
    private const int Cells = 8, Side = 16;

    /// <summary>Bits that may differ, of 128.</summary>
    private const int MostBits = 14;

    /// <summary>How much the small pictures may differ in the mean of squares, 0 to 255, once both have the same mean.</summary>
    private const double MostDifference = 9;

    private readonly ulong _right, _down;
    private readonly byte[] _gray;

    private PictureHash(ulong right, ulong down, byte[] gray) => (_right, _down, _gray) = (right, down, gray);

    /// <summary>That of a picture.</summary>
    public static PictureHash Of(Picture picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var (wide, high) = (Gray(picture, Cells + 1, Cells), Gray(picture, Cells, Cells + 1));
        var (right, down) = (0UL, 0UL);
        for (var y = 0; y < Cells; y++)
            for (var x = 0; x < Cells; x++)
            {
                var bit = 1UL << ((y * Cells) + x);
                if (wide[(y * (Cells + 1)) + x] < wide[(y * (Cells + 1)) + x + 1]) right |= bit;
                if (high[(y * Cells) + x] < high[((y + 1) * Cells) + x]) down |= bit;
            }

        return new PictureHash(right, down, Gray(picture, Side, Side));
    }

    /// <summary>How many of 128 bits differ.</summary>
    public int Distance(PictureHash other) => BitOperations.PopCount(_right ^ other._right) + BitOperations.PopCount(_down ^ other._down);

    /// <summary>
    /// Whether two pictures look the same. Bits alone would say so of any two that are almost of one colour, so the small pictures count
    /// too.
    /// </summary>
    public bool LooksLike(PictureHash other) => Distance(other) <= MostBits && Difference(other) <= MostDifference;

    private double Difference(PictureHash other)
    {
        var (sum, squares) = (0.0, 0.0);
        for (var i = 0; i < _gray.Length; i++)
        {
            var difference = _gray[i] - other._gray[i];
            sum += difference;
            squares += difference * difference;
        }

        var mean = sum / _gray.Length;
        return Math.Sqrt(Math.Max((squares / _gray.Length) - (mean * mean), 0));
    }

    /// <summary>The mean shade of each cell of a grid; a cell that is less than a pixel has that of the pixel.</summary>
    private static byte[] Gray(Picture picture, int columns, int rows)
    {
        var pixels = picture.Pixels;
        var cells = new byte[columns * rows];
        for (var row = 0; row < rows; row++)
        {
            var (top, bottom) = Range(row, rows, picture.Height);
            for (var column = 0; column < columns; column++)
            {
                var (left, right) = Range(column, columns, picture.Width);
                var sum = 0L;
                for (var y = top; y < bottom; y++)
                    foreach (var shade in pixels.Slice(
                        ((y * picture.Width) + left) * Picture.Channels, (right - left) * Picture.Channels))
                        sum += shade;
                cells[(row * columns) + column] = (byte)(sum / ((bottom - top) * (right - left) * Picture.Channels));
            }
        }

        return cells;
    }

    private static (int First, int End) Range(int cell, int cells, int pixels)
    {
        var first = (int)((long)cell * pixels / cells);
        return (first, Math.Max((int)((long)(cell + 1) * pixels / cells), first + 1));
    }
}
