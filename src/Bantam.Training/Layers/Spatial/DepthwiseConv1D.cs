using Bantam.Tensors;
using Bantam.Training.Initializers;

namespace Bantam.Training.Layers;

/// <summary>
/// A convolution of each channel by itself: [batch, steps, in] → [batch, steps′, in·depthMultiplier]. The kernel is
/// [in·depthMultiplier, 1, width].
/// </summary>
/// <param name="kernelSize">The size of the kernel.</param>
/// <param name="strides">The strides; 1 by default.</param>
/// <param name="padding">How the edges are padded; not at all by default.</param>
/// <param name="depthMultiplier">Output channels for each input channel, 1 or more.</param>
/// <param name="dilationRate">The dilation of the kernel; 1 by default.</param>
/// <param name="activation">The activation function; null for none.</param>
/// <param name="useBias">Whether there is a bias.</param>
/// <param name="depthwiseInitializer">The initializer of the weights; Glorot uniform by default.</param>
/// <param name="biasInitializer">The initializer of the bias; zeros by default.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">A size or a number is below 1.</exception>
public sealed class DepthwiseConv1D(
    int kernelSize, int strides = 1, Padding padding = default, int depthMultiplier = 1, int dilationRate = 1,
    Func<Tensor, Tensor>? activation = null, bool useBias = true, Initializer? depthwiseInitializer = null,
    Initializer? biasInitializer = null, string? name = null)
    : Convolution([kernelSize], [strides], padding, [dilationRate], activation, useBias, depthwiseInitializer, biasInitializer, name)
{
    private readonly int _depthMultiplier = Hyperparameter.AtLeast(1, depthMultiplier, nameof(depthMultiplier));

    /// <summary>
    /// Keras counts all channels as inputs of an output, as its kernel has the axes of a convolution that is not depthwise.
    /// </summary>
    private protected override (int Filters, int Groups, Fans Fans) Connect(int channels) => Depthwise(_depthMultiplier, channels);
}
