using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>The inside of images: [batch, height, width, channels] → [batch, height′, width′, channels].</summary>
public sealed class Cropping2D : Layer
{
    private readonly (int Before, int After) _height;
    private readonly (int Before, int After) _width;

    /// <summary>The same on both sides.</summary>
    /// <param name="cropping">Pixels that are cut off above and below, and left and right; none by default.</param>
    /// <param name="name">The layer's name.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public Cropping2D(Size2D? cropping = null, string? name = null)
        : this(Both((cropping ?? 0).Height), Both((cropping ?? 0).Width), name)
    {
    }

    /// <summary>A number for each side.</summary>
    /// <param name="height">Pixels that are cut off above and below.</param>
    /// <param name="width">Pixels that are cut off left and right.</param>
    /// <param name="name">The layer's name.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public Cropping2D((int Top, int Bottom) height, (int Left, int Right) width, string? name = null)
        : base(name) => (_height, _width) = (Images.Margins(height, nameof(height)), Images.Margins(width, nameof(width)));

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context)
    {
        Images.Check(input.Shape);
        var (height, width) = (input.Shape[1].Size - _height.After, input.Shape[2].Size - _width.After);
        if (height <= _height.Before || width <= _width.Before)
            throw new ShapeException(
                $"something of the image must be left; of {input.Shape}, {_height.Before} and {_height.After} lines and {_width.Before} " +
                $"and {_width.After} columns are cut off.");
        return input.Slice([1, 2], [_height.Before, _width.Before], [height, width]);
    }

    private static (int Before, int After) Both(int size) => (size, size);
}
