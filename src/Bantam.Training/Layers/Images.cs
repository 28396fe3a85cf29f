using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>
/// What layers on images share. They get [batch, height, width, channels] and use operators on [batch, channels, height, width]; the
/// transposes between neighbouring layers cancel when the graph is planned.
/// </summary>
internal static class Images
{
    /// <summary>[batch, height, width, channels] → [batch, channels, height, width].</summary>
    public static Tensor ChannelsFirst(Tensor x)
    {
        Check(x.Shape);
        return x.Transpose(0, 3, 1, 2);
    }

    /// <summary>[batch, channels, height, width] → [batch, height, width, channels].</summary>
    public static Tensor ChannelsLast(Tensor x) => x.Transpose(0, 2, 3, 1);

    /// <summary>Makes sure that a shape is that of images.</summary>
    public static void Check(Shape shape)
    {
        if (shape.Rank != 4)
            throw new ShapeException(
                $"images are [batch, height, width, channels]; this is {shape}. Add an axis of size 1 for a single channel.");
    }

    /// <summary>The size of a window, or of its steps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1 along an axis.</exception>
    public static Size2D Window(Size2D size, string name) => size is { Height: >= 1, Width: >= 1 } ? size
        : throw new ArgumentOutOfRangeException(
            name, size, $"'{name}' must be 1 or more along height and width; given are {size.Height} and {size.Width}.");

    /// <summary>Pixels at both ends of an axis.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public static (int Before, int After) Margins((int Before, int After) margins, string name) =>
        (Hyperparameter.AtLeast(0, margins.Before, name), Hyperparameter.AtLeast(0, margins.After, name));

    /// <summary>Pixels around an image [batch, height, width, channels]: top, left, bottom, right.</summary>
    public static Ints Pads(Padding padding, Shape image, Size2D kernel, Size2D strides, Size2D dilation)
    {
        var height = padding.Along(0, image[1].Size, kernel.Height, strides.Height, dilation.Height);
        var width = padding.Along(1, image[2].Size, kernel.Width, strides.Width, dilation.Width);
        return [height.Before, width.Before, height.After, width.After];
    }
}
