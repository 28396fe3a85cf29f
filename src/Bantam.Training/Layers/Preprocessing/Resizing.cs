using Bantam.Operators.Vision;
using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>
/// Images of a given size: [batch, height, width, channels] → [batch, height′, width′, channels], without a filter against aliasing, as
/// in Keras. <c>Bantam.Vision</c> resizes as other libraries do.
/// </summary>
/// <param name="height">The height, 1 or more.</param>
/// <param name="width">The width, 1 or more.</param>
/// <param name="interpolation">How pixels are computed.</param>
/// <param name="cropToAspectRatio">Whether the middle of the image with the new aspect ratio is taken, rather than all of it.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
public sealed class Resizing(
    int height, int width, Interpolation interpolation = Interpolation.Bilinear, bool cropToAspectRatio = false, string? name = null)
    : Layer(name)
{
    private readonly int _height = Hyperparameter.AtLeast(1, height, nameof(height));
    private readonly int _width = Hyperparameter.AtLeast(1, width, nameof(width));

    // The pixel whose middle is nearest is the one that the place lies in.
    private readonly Resize _resize = new(interpolation == Interpolation.Bilinear ? ResizeMode.Linear : ResizeMode.Nearest)
    {
        Rounding = NearestRounding.RoundPreferCeil, ResizedAxes = [2, 3],
    };

    /// <summary>Bytes count as 0 to 255.</summary>
    protected override bool TakesIntegers => true;

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context)
    {
        Windows.Check(input.Shape, 2);
        input = input.Cast(ElementType.Float);
        if (cropToAspectRatio) input = Cropped(input);
        if (input.Shape[1] == _height && input.Shape[2] == _width) return input;
        return Windows.ChannelsLast(
            _resize.ApplyOne(Windows.ChannelsFirst(input, 2), null, null, Tensor.From([(long)_height, _width], 2)));
    }

    private Tensor Cropped(Tensor input)
    {
        var (height, width) = (input.Shape[1].Size, input.Shape[2].Size);
        var cropHeight = Math.Clamp((int)((double)width * _height / _width), 1, height);
        var cropWidth = Math.Clamp((int)((double)height * _width / _height), 1, width);
        var (top, left) = ((height - cropHeight) / 2, (width - cropWidth) / 2);
        return input.Slice([1, 2], [top, left], [top + cropHeight, left + cropWidth]);
    }
}
