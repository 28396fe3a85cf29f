using Bantam.Operators.Vision;
using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>Spatial axes that are longer by whole factors.</summary>
public abstract class UpSampling : Layer
{
    private readonly Ints _size;
    private readonly Resize _resize;

    private protected UpSampling(Ints size, Interpolation interpolation, string? name)
        : base(name)
    {
        _size = Windows.Size(size, nameof(size));
        _resize = interpolation == Interpolation.Bilinear ? new Resize(ResizeMode.Linear)
            : new Resize(ResizeMode.Nearest, CoordinateTransformation.Asymmetric) { Rounding = NearestRounding.Floor };
    }

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context)
    {
        var scales = Tensor.From<float>([1, 1, .. _size.Select(s => (float)s)]);
        return Windows.ChannelsLast(_resize.ApplyOne(Windows.ChannelsFirst(input, _size.Count), null, scales));
    }
}
