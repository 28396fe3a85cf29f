using Bantam.Operators.Pooling;
using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>What pooling layers share.</summary>
/// <param name="poolSize">The window; 2 by default.</param>
/// <param name="strides">Its steps; as large as the window by default.</param>
/// <param name="padding">What it does at the edges.</param>
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
