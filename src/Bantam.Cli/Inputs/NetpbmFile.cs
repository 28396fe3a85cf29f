using System.Globalization;
using System.Text;
using Bantam.Tensors;

namespace Bantam.Cli.Inputs;

/// <summary>
/// Pictures in the Netpbm formats, gray (P2, P5) and in colour (P3, P6), which every image program writes.
/// <see href="https://netpbm.sourceforge.net/doc/pgm.html"/>
/// </summary>
internal static class NetpbmFile
{
    private const int LargestSide = 1 << 16;

    /// <summary>Reads a picture as UInt8[height,width,channels], 255 where it is brightest.</summary>
    /// <exception cref="InputException">It breaks a rule of the format.</exception>
    public static Tensor Read(string path)
    {
        var (name, bytes, at) = (Path.GetFileName(path), File.ReadAllBytes(path), 0);
        var kind = bytes.Length < 2 ? "" : Encoding.Latin1.GetString(bytes, 0, 2);
        if (kind is not ("P2" or "P3" or "P5" or "P6"))
            throw new InputException($"{name} > a picture must begin with P2, P3, P5 or P6; this file begins with '{kind}'.");
        at = 2;
        var (width, height, highest) = (Number("width", LargestSide), Number("height", LargestSide), Number("highest value", 255));
        var shape = Shape.Of(height, width, kind is "P3" or "P6" ? 3 : 1);
        var isText = kind is "P2" or "P3";
        if (!isText) at++;
        var count = (long)height * width * shape[2].Size;

        // Of text each value takes two bytes at least: itself and a space.
        if (count > (isText ? ((bytes.Length - at) / 2) + 1 : bytes.Length - at))
            throw new InputException(
                $"{name} > pixels: {width} x {height} pixels have {count} values; {Math.Max(bytes.Length - at, 0)} bytes are left. The " +
                $"file is cut off.");
        var tensor = new Tensor(new TensorType(ElementType.UInt8, shape));
        for (var i = 0; i < count; i++)
        {
            var value = isText ? Number("pixel", 255, least: 0) : bytes[at++];
            if (value > highest) throw new InputException($"{name} > pixel {i}: values are 0 to {highest}; this one is {value}.");
            tensor.Bytes[i] = (byte)((value * 255 + (highest / 2)) / highest);
        }

        return tensor;

        int Number(string what, int most, int least = 1)
        {
            while (at < bytes.Length && (bytes[at] == '#' || char.IsWhiteSpace((char)bytes[at])))
            {
                if (bytes[at] == '#') while (at < bytes.Length && bytes[at] != '\n') at++;
                else at++;
            }

            var start = at;
            while (at < bytes.Length && char.IsAsciiDigit((char)bytes[at])) at++;
            var text = Encoding.Latin1.GetString(bytes, start, at - start);
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
                ? number
                : throw new InputException($"{name} > {what}: it must be a number from {least} to {most}; it is '{text}'.");
        }
    }
}
