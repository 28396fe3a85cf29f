using Bantam.Operators.Pooling;
using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>What pooling layers share.</summary>
/// <param name="poolSize">The size of the window; 2 by default.</param>
/// <param name="strides">The strides; the size of the window by default.</param>
/// <param name="padding">How the edges are padded; not at all by default.</param>
internal sealed class Pooling(Size2D? poolSize, Size2D? strides, Padding padding)
{
    private readonly Size2D _size = Images.Window(poolSize ?? 2, nameof(poolSize));
    private readonly Size2D _strides = Images.Window(strides ?? poolSize ?? 2, nameof(strides));

    /// <summary>The attributes of the operator on images [batch, height, width, channels].</summary>
    public PoolAttributes Attributes(Tensor input)
    {
        Images.Check(input.Shape);
        var pads = Images.Pads(padding, input.Shape, _size, _strides, 1);
        return new PoolAttributes([_size.Height, _size.Width], [_strides.Height, _strides.Width], pads);
    }
}
