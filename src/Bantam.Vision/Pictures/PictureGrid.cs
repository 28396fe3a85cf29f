using Bantam.Tensors;

namespace Bantam.Vision;

/// <summary>Many small images in one picture.</summary>
public static class PictureGrid
{
    /// <summary>A picture of images, row by row.</summary>
    /// <param name="images">
    /// The images, [count, height, width, channels] of one channel or three: bytes, or floats of which 0 is black and 1 white.
    /// </param>
    /// <param name="columns">Images in a row.</param>
    /// <param name="scale">Pixels that a pixel becomes in each direction.</param>
    /// <param name="gap">Pixels between images.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is too small.</exception>
    /// <exception cref="ShapeException">They are no images.</exception>
    public static Picture Of(Tensor images, int columns, int scale = 1, int gap = 2)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(scale, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(gap, 0);
        if (images.Shape.Rank != 4 || images.Shape[3].Size is not (1 or 3) || images.Shape[0].Size == 0
            || images.Element is not (ElementType.UInt8 or ElementType.Float))
            throw new ShapeException(
                $"A grid is of bytes or floats [count, height, width, 1 or 3], at least one image; these are {images.Type}.");
        var sizes = images.Shape.Sizes;
        var (count, height, width, channels) = (sizes[0], sizes[1] * scale, sizes[2] * scale, sizes[3]);
        columns = Math.Min(columns, count);
        var rows = (count + columns - 1) / columns;
        var picture = new Picture((columns * (width + gap)) + gap, (rows * (height + gap)) + gap);
        picture.Pixels.Fill(128);
        for (var i = 0; i < count; i++)
        {
            var (left, top) = (gap + (i % columns * (width + gap)), gap + (i / columns * (height + gap)));
            for (var y = 0; y < height; y++)
                for (var x = 0; x < width; x++)
                {
                    var at = ((((i * sizes[1]) + (y / scale)) * sizes[2]) + (x / scale)) * channels;
                    picture[left + x, top + y] = channels == 1 ? new Rgb(Level(at), Level(at), Level(at))
                        : new Rgb(Level(at), Level(at + 1), Level(at + 2));
                }
        }

        return picture;

        byte Level(int at) => images.Element == ElementType.UInt8 ? images.Bytes[at]
            : (byte)Math.Clamp((images.Span<float>()[at] * 255) + 0.5f, 0, 255);
    }
}
