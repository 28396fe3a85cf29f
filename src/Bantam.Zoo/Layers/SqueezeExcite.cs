using Bantam.Tensors;
using Bantam.Training.Layers;

namespace Bantam.Zoo.Layers;

/// <summary>
/// Each channel times a number between 0 and 1 that follows from the means of all channels (J. Hu et al., "Squeeze-and-excitation
/// networks", 2017, <see href="https://arxiv.org/abs/1709.01507"/>).
/// </summary>
internal static class SqueezeExcite
{
    /// <summary>How much a normalization behind it makes good: factors of weights that no training has changed are about a half.</summary>
    public const float Regain = 1.4f;

    /// <summary>Weighs the channels.</summary>
    /// <param name="x">The image.</param>
    /// <param name="channels">How many channels it has.</param>
    /// <param name="squeezed">How many numbers their means are squeezed to.</param>
    /// <param name="inner">The activation behind that.</param>
    /// <param name="gate">The function that makes the factors.</param>
    public static LayerOutput Apply(
        LayerOutput x, int channels, int squeezed, Func<Tensor, Tensor> inner, Func<Tensor, Tensor> gate)
    {
        var factors = x.GlobalPool(keepDimensions: true).Conv(squeezed, 1, bias: true).Then(inner).Conv(channels, 1, bias: true).Then(gate);
        return x.Times(factors);
    }
}
