using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Bantam.Reports.Charts;
using Bantam.Tensors;

namespace Bantam.Reports.Pages;

/// <summary>
/// Samples, filters and the like as something to look at: an image where they have the shape of one, else their first numbers.
/// </summary>
internal static class Shown
{
    private const int LeastSide = 4, MostSide = 512, MostNumbers = 12;

    /// <summary>Height, width, channels, and whether the channels come first, of what has the shape of an image.</summary>
    public static (int Height, int Width, int Channels, bool IsFirst)? Image(IReadOnlyList<int> sizes) => sizes switch
    {
        [var h, var w] when Fits(h, w) => (h, w, 1, false),
        [var h, var w, (1 or 3) and var c] when Fits(h, w) => (h, w, c, false),
        [(1 or 3) and var c, var h, var w] when Fits(h, w) => (h, w, c, true),
        _ => null,
    };

    /// <summary>An image of numbers, the least black and the greatest white; those from 0 to 1 as they are.</summary>
    public static string Address(ReadOnlySpan<float> values, int height, int width, int channels, bool isFirst)
    {
        var (least, most) = (0f, 1f);
        foreach (var value in values)
            if (float.IsFinite(value))
                (least, most) = (Math.Min(least, value), Math.Max(most, value));
        return Address(values, height, width, channels, isFirst, least, most);
    }

    /// <summary>An image of numbers between two that are black and white.</summary>
    public static string Address(
        ReadOnlySpan<float> values, int height, int width, int channels, bool isFirst, float black, float white)
    {
        var pixels = new byte[height * width * channels];
        for (var i = 0; i < height * width; i++)
            for (var c = 0; c < channels; c++)
            {
                var value = values[isFirst ? (c * height * width) + i : (i * channels) + c];
                pixels[(i * channels) + c] = (byte)Math.Clamp((255 * (value - black) / Math.Max(white - black, 1e-12f)) + 0.5f, 0, 255);
            }

        return PngImage.ToAddress(pixels, width, height, channels);
    }

    /// <summary>Writes a sample's field.</summary>
    public static void Write(Markup page, ElementType element, Shape shape, ReadOnlySpan<byte> bytes, string name)
    {
        if (Image(shape.Sizes) is var (height, width, channels, isFirst) && element is ElementType.UInt8 or ElementType.Float)
        {
            var values = element == ElementType.Float ? MemoryMarshal.Cast<byte, float>(bytes).ToArray() : Fractions(bytes);
            page.Add("img", ("src", Address(values, height, width, channels, isFirst)), ("alt", name));
            return;
        }

        var numbers = Numbers(element, bytes).Take(MostNumbers + 1).ToArray();
        var text = string.Join(", ", numbers.Take(MostNumbers).Select(Markup.Number));
        page.Text("code", numbers.Length > MostNumbers ? text + ", …" : text);
    }

    /// <summary>The elements of a field as numbers.</summary>
    public static IEnumerable<double> Numbers(ElementType element, ReadOnlySpan<byte> bytes)
    {
        var size = element.Size();
        var numbers = new double[size == 0 ? 0 : bytes.Length / size];
        for (var i = 0; i < numbers.Length; i++)
        {
            var at = bytes[(i * size)..];
            numbers[i] = element switch
            {
                ElementType.Float => BinaryPrimitives.ReadSingleLittleEndian(at),
                ElementType.Double => BinaryPrimitives.ReadDoubleLittleEndian(at),
                ElementType.UInt8 or ElementType.Bool => at[0],
                ElementType.Int8 => (sbyte)at[0],
                ElementType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(at),
                ElementType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(at),
                ElementType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(at),
                _ => double.NaN,
            };
        }

        return numbers;
    }

    private static float[] Fractions(ReadOnlySpan<byte> bytes)
    {
        var fractions = new float[bytes.Length];
        for (var i = 0; i < bytes.Length; i++) fractions[i] = bytes[i] / 255f;
        return fractions;
    }

    private static bool Fits(int height, int width) => height is >= LeastSide and <= MostSide && width is >= LeastSide and <= MostSide;
}
