using Bantam.Tensors;
using Bantam.Training.Layers;

namespace Bantam.Zoo.Layers;

/// <summary>
/// The channels of several groups in turn, one of each: a, b, c, d, e, f of two groups become a, d, b, e, c, f (X. Zhang et al., 2017,
/// <see href="https://arxiv.org/abs/1707.01083"/>).
/// </summary>
/// <param name="groups">The number of groups.</param>
internal sealed class ChannelShuffle(int groups) : Layer(name: null)
{
    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context)
    {
        var (height, width, channels) = (input.Shape[1].Size, input.Shape[2].Size, input.Shape[3].Size);
        return input.Reshape(0, height, width, groups, channels / groups).Transpose(0, 1, 2, 4, 3).Reshape(0, height, width, channels);
    }
}
