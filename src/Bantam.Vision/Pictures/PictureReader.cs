using System.Runtime.InteropServices;
using SkiaSharp;

namespace Bantam.Vision;

/// <summary>Decodes JPEG, PNG, WebP, BMP and GIF; of moving pictures the first frame.</summary>
internal static class PictureReader
{
    private const int Channels = 4, BlockBytes = 1 << 16;

    /// <summary>The picture in a stream.</summary>
    /// <exception cref="PictureException">The stream has more bytes than the options allow, or they are no picture.</exception>
    public static Picture Read(Stream stream, string name, PictureOptions options)
    {
        using var copy = new MemoryStream();
        var block = new byte[BlockBytes];
        while (stream.Read(block) is > 0 and var read)
        {
            if (copy.Length + read > options.MostBytes)
                throw new PictureException($"{name} > a picture has at most {options.MostBytes:N0} bytes; this one has more.");
            copy.Write(block, 0, read);
        }

        return Read(copy.GetBuffer().AsSpan(0, (int)copy.Length), name, options);
    }

    /// <summary>The picture in the bytes of a file.</summary>
    /// <exception cref="PictureException">They are no picture, or one that is damaged or too large.</exception>
    public static Picture Read(ReadOnlySpan<byte> bytes, string name, PictureOptions options)
    {
        using var codec = Open(bytes, name, options);
        var (width, height) = (codec.Info.Width, codec.Info.Height);

        // Without a colour space nothing is converted: networks are trained on the numbers in the files.
        var info = new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul, null);
        var pixels = new byte[(long)width * height * Channels];
        var result = Decode(codec, info, pixels);
        if (result != SKCodecResult.Success)
            throw new PictureException(
                result == SKCodecResult.IncompleteInput
                    ? $"{name} > pixels: {width} x {height} are promised; the file ends before them. It is cut off."
                    : $"{name} > pixels: {width} x {height} are promised; they cannot be decoded ({result}). The file is damaged.");
        var hasAlpha = codec.Info.AlphaType != SKAlphaType.Opaque;
        return Oriented(pixels, width, height, codec.EncodedOrigin, hasAlpha, options);
    }

    /// <summary>The size of the picture in the bytes of a file, of which only the header is read.</summary>
    /// <exception cref="PictureException">They are no picture, or one that is too large.</exception>
    public static (int Width, int Height) SizeOf(ReadOnlySpan<byte> bytes, string name, PictureOptions options)
    {
        using var codec = Open(bytes, name, options);
        var isTurned = codec.EncodedOrigin >= SKEncodedOrigin.LeftTop;
        return isTurned ? (codec.Info.Height, codec.Info.Width) : (codec.Info.Width, codec.Info.Height);
    }

    /// <summary>A decoder of a picture whose header is in order.</summary>
    private static SKCodec Open(ReadOnlySpan<byte> bytes, string name, PictureOptions options)
    {
        if (bytes.Length == 0) throw new PictureException($"{name} > a picture has bytes; this one is empty.");
        using var data = SKData.CreateCopy(bytes);
        var codec = SKCodec.Create(data) ?? throw new PictureException(
            $"{name} > a picture is a JPEG, PNG, WebP, BMP or GIF file; this one begins with "
            + $"{Convert.ToHexString(bytes[..Math.Min(4, bytes.Length)])} and is none, or its header is damaged.");
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if (width >= 1 && height >= 1 && (long)width * height <= options.MostPixels) return codec;
        codec.Dispose();
        if (width < 1 || height < 1) throw new PictureException($"{name} > a picture has pixels; this one is {width} x {height}.");
        throw new PictureException(
            $"{name} > a picture may have {options.MostPixels:N0} pixels; its header promises {width} x {height}. "
            + $"{nameof(PictureOptions)}.{nameof(PictureOptions.MostPixels)} allows more.");
    }

    private static SKCodecResult Decode(SKCodec codec, SKImageInfo info, byte[] pixels)
    {
        var pinned = GCHandle.Alloc(pixels, GCHandleType.Pinned);
        try
        {
            return codec.GetPixels(info, pinned.AddrOfPinnedObject());
        }
        finally
        {
            pinned.Free();
        }
    }

    /// <summary>
    /// The picture as it was taken: cameras write down how they were held (EXIF) and leave the pixels as the sensor has them.
    /// </summary>
    private static Picture Oriented(
        byte[] rgba, int width, int height, SKEncodedOrigin origin, bool hasAlpha, PictureOptions options)
    {
        var isTurned = origin >= SKEncodedOrigin.LeftTop;
        var picture = isTurned ? new Picture(height, width) : new Picture(width, height);
        var alpha = hasAlpha && options.KeepsAlpha ? new byte[width * height] : null;
        var pixels = picture.Pixels;
        for (var y = 0; y < picture.Height; y++)
            for (var x = 0; x < picture.Width; x++)
            {
                var (sx, sy) = origin switch
                {
                    SKEncodedOrigin.TopRight => (width - 1 - x, y),
                    SKEncodedOrigin.BottomRight => (width - 1 - x, height - 1 - y),
                    SKEncodedOrigin.BottomLeft => (x, height - 1 - y),
                    SKEncodedOrigin.LeftTop => (y, x),
                    SKEncodedOrigin.RightTop => (y, height - 1 - x),
                    SKEncodedOrigin.RightBottom => (width - 1 - y, height - 1 - x),
                    SKEncodedOrigin.LeftBottom => (width - 1 - y, x),
                    _ => (x, y),
                };
                var from = rgba.AsSpan(((sy * width) + sx) * Channels, Channels);
                var at = (y * picture.Width) + x;
                var to = pixels.Slice(at * Picture.Channels, Picture.Channels);
                if (alpha is not null) alpha[at] = from[3];
                if (from[3] == 255 || alpha is not null) from[..Picture.Channels].CopyTo(to);
                else Over(from, options.Background, to);
            }

        picture.Alpha = alpha;
        return picture;
    }

    private static void Over(ReadOnlySpan<byte> pixel, Rgb background, Span<byte> to)
    {
        to[0] = Mix(pixel[0], background.Red, pixel[3]);
        to[1] = Mix(pixel[1], background.Green, pixel[3]);
        to[2] = Mix(pixel[2], background.Blue, pixel[3]);

        static byte Mix(int front, int back, int alpha) => (byte)(((front * alpha) + (back * (255 - alpha)) + 127) / 255);
    }
}
