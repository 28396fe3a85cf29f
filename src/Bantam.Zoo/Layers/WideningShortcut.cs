using Bantam.Tensors;
using Bantam.Training.Layers;

namespace Bantam.Zoo.Layers;

/// <summary>
/// Every second pixel of every second line, between channels of zeros: [batch, height, width, c] → [batch, height/2, width/2, 2·c].
/// </summary>
internal sealed class WideningShortcut() : Layer(name: null)
{
    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context)
    {
        var (height, width, channels) = (input.Shape[1].Size, input.Shape[2].Size, input.Shape[3].Size);
        int[] zeros = [0, 0, 0, channels / 2];
        return input.Slice([1, 2], [0, 0], [height, width], [2, 2]).Pad(zeros, zeros);
    }
}
