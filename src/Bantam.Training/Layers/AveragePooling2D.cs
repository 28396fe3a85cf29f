using Bantam.Operators.Pooling;
using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>
/// The mean of each window, padding left out unless it is to count: [batch, height, width, channels] →
/// [batch, height′, width′, channels].
/// </summary>
/// <param name="poolSize">The size of the window; 2 by default.</param>
/// <param name="strides">The strides; the size of the window by default.</param>
/// <param name="padding">How the edges are padded; not at all by default.</param>
/// <param name="countsPadding">Whether padding counts as zeros.</param>
/// <param name="name">The layer's name.</param>
public sealed class AveragePooling2D(
    Size2D? poolSize = null, Size2D? strides = null, Padding padding = default, bool countsPadding = false, string? name = null)
    : Layer(name)
{
    private readonly Pooling _pooling = new(poolSize, strides, padding);

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context)
    {
        var pool = new AveragePool(_pooling.Attributes(input), countsPadding);
        return Images.ChannelsLast(pool.ApplyOne(Images.ChannelsFirst(input)));
    }
}
