using Bantam.Tensors;
using Bantam.Training.Layers;

namespace Bantam.Zoo.Layers;

/// <summary>One of two halves of the channels: [batch, height, width, 2·c] → [batch, height, width, c].</summary>
/// <param name="half">Which: 0 or 1.</param>
internal sealed class Channels(int half) : Layer(name: null)
{
    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context)
    {
        var count = input.Shape[-1].Size / 2;
        return input.Split(-1, count, count)[half];
    }
}
