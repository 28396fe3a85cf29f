using System.Text;
using Bantam.Vision;

namespace Bantam.Web.Tests.Pictures;

/// <summary>A picture as a film of still frames that Chromium takes for a camera: YUV4MPEG2, BT.601 with limited range.</summary>
internal static class CameraFile
{
    private const int Frames = 2;

    /// <summary>Writes the file; the sides of the picture are cut to even numbers.</summary>
    public static void Write(string path, Picture picture)
    {
        var (width, height) = (picture.Width & ~1, picture.Height & ~1);
        var luma = new byte[width * height];
        var (blue, red) = (new byte[luma.Length / 4], new byte[luma.Length / 4]);
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var pixel = picture[x, y];
                luma[(y * width) + x] = Byte(16 + (((65.481 * pixel.Red) + (128.553 * pixel.Green) + (24.966 * pixel.Blue)) / 255));
            }

        for (var y = 0; y < height / 2; y++)
            for (var x = 0; x < width / 2; x++)
            {
                var (left, top) = (2 * x, 2 * y);
                Rgb[] four = [picture[left, top], picture[left + 1, top], picture[left, top + 1], picture[left + 1, top + 1]];
                var (r, g, b) = (four.Average(p => p.Red), four.Average(p => p.Green), four.Average(p => p.Blue));
                blue[(y * width / 2) + x] = Byte(128 + (((-37.797 * r) - (74.203 * g) + (112 * b)) / 255));
                red[(y * width / 2) + x] = Byte(128 + (((112 * r) - (93.786 * g) - (18.214 * b)) / 255));
            }

        using var file = File.Create(path);
        file.Write(Encoding.ASCII.GetBytes($"YUV4MPEG2 W{width} H{height} F30:1 Ip A1:1 C420jpeg\n"));
        for (var i = 0; i < Frames; i++)
        {
            file.Write("FRAME\n"u8);
            file.Write(luma);
            file.Write(blue);
            file.Write(red);
        }

        static byte Byte(double value) => (byte)Math.Clamp(Math.Round(value), 0, 255);
    }
}
