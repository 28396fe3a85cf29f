using Bantam.Operators.Pooling;
using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>The mean of each channel: [batch, height, width, channels] → [batch, channels].</summary>
/// <param name="keepDimensions">Whether height and width stay, with size 1.</param>
/// <param name="name">The layer's name.</param>
public sealed class GlobalAveragePooling2D(bool keepDimensions = false, string? name = null) : Layer(name)
{
    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context)
    {
        var mean = new GlobalAveragePool().ApplyOne(Images.ChannelsFirst(input));
        return keepDimensions ? Images.ChannelsLast(mean) : mean.Flatten();
    }
}
