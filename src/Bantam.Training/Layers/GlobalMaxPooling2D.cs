using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>The largest of each channel: [batch, height, width, channels] → [batch, channels].</summary>
/// <param name="keepDimensions">Whether height and width stay, with size 1.</param>
/// <param name="name">The layer's name.</param>
public sealed class GlobalMaxPooling2D(bool keepDimensions = false, string? name = null) : Layer(name)
{
    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context)
    {
        Images.Check(input.Shape);
        return input.ReduceMax([1, 2], keepDimensions);
    }
}
