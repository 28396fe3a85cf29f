using System.Runtime.InteropServices;
using Bantam.Files;
using SkiaSharp;

namespace Bantam.Vision;

/// <summary>Encodes PNG, JPEG and WebP.</summary>
internal static class PictureWriter
{
    private const int Channels = 4;

    /// <summary>Writes a picture, whole or not at all, in the format that the extension names.</summary>
    /// <exception cref="PictureException">It names none, or the format does not hold so large a picture.</exception>
    public static void Write(Picture picture, string path, int quality)
    {
        using var encoded = Encoded(picture, path, quality);
        AtomicFile.Write(path, stream => encoded.SaveTo(stream));
    }

    /// <summary>The bytes of a picture's file in the format that the extension of a name names.</summary>
    /// <exception cref="PictureException">It names none, or the format does not hold so large a picture.</exception>
    public static byte[] Encode(Picture picture, string name, int quality)
    {
        using var encoded = Encoded(picture, name, quality);
        return encoded.ToArray();
    }

    private static SKData Encoded(Picture picture, string path, int quality)
    {
        var format = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".png" => SKEncodedImageFormat.Png,
            ".jpg" or ".jpeg" => SKEncodedImageFormat.Jpeg,
            ".webp" => SKEncodedImageFormat.Webp,
            var other => throw new PictureException(
                $"{path} > pictures are written as .png, .jpg or .webp; the extension is '{other}'."),
        };
        return Encode(picture, format, quality)
            ?? throw new PictureException($"{path} > {format} does not hold {picture.Width} x {picture.Height} pixels. Take .png.");
    }

    private static SKData? Encode(Picture picture, SKEncodedImageFormat format, int quality)
    {
        var keepsAlpha = picture.Alpha is not null && format != SKEncodedImageFormat.Jpeg;
        var rgba = new byte[(long)picture.Width * picture.Height * Channels];
        var pixels = picture.Pixels;
        for (var i = 0; i < picture.Width * picture.Height; i++)
        {
            pixels.Slice(i * Picture.Channels, Picture.Channels).CopyTo(rgba.AsSpan(i * Channels));
            rgba[(i * Channels) + 3] = keepsAlpha ? picture.Alpha![i] : (byte)255;
        }

        var info = new SKImageInfo(
            picture.Width, picture.Height, SKColorType.Rgba8888, keepsAlpha ? SKAlphaType.Unpremul : SKAlphaType.Opaque, null);
        var pinned = GCHandle.Alloc(rgba, GCHandleType.Pinned);
        try
        {
            using var pixmap = new SKPixmap(info, pinned.AddrOfPinnedObject());
            return pixmap.Encode(format, quality);
        }
        finally
        {
            pinned.Free();
        }
    }
}
