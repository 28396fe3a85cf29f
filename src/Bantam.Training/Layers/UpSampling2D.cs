using Bantam.Operators.Vision;
using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>Larger images: [batch, height, width, channels] → [batch, height·n, width·m, channels].</summary>
/// <param name="size">How many pixels one becomes along the height and the width; 2 by default.</param>
/// <param name="interpolation">How new pixels are computed.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
public sealed class UpSampling2D(Size2D? size = null, Interpolation interpolation = Interpolation.Nearest, string? name = null)
    : Layer(name)
{
    private readonly Size2D _size = Images.Window(size ?? 2, nameof(size));

    private readonly Resize _resize = interpolation == Interpolation.Bilinear ? new Resize(ResizeMode.Linear)
        : new Resize(ResizeMode.Nearest, CoordinateTransformation.Asymmetric) { Rounding = NearestRounding.Floor };

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context)
    {
        var scales = Tensor.From<float>([1, 1, _size.Height, _size.Width]);
        return Images.ChannelsLast(_resize.ApplyOne(Images.ChannelsFirst(input), null, scales));
    }
}
