using Bantam.Tensors;
using Bantam.Training.Initializers;

namespace Bantam.Training.Layers;

/// <summary>
/// A convolution of each channel by itself: [batch, height, width, in] → [batch, height′, width′, in·depthMultiplier]. The kernel is
/// [in·depthMultiplier, 1, height, width].
/// </summary>
/// <param name="kernelSize">The window.</param>
/// <param name="strides">Steps of the window; 1 by default.</param>
/// <param name="padding">What it does at the edges.</param>
/// <param name="depthMultiplier">Outputs of a channel, 1 or more.</param>
/// <param name="dilationRate">Distances between its taps; 1 by default.</param>
/// <param name="activation">What is applied to the result; null for nothing.</param>
/// <param name="useBias">Whether there is a bias.</param>
/// <param name="depthwiseInitializer">How the weights begin; Glorot's uniform by default.</param>
/// <param name="biasInitializer">How the bias begins; zeros by default.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">A size or a number is below 1.</exception>
public sealed class DepthwiseConv2D(
    Size2D kernelSize, Size2D? strides = null, Padding padding = Padding.Valid, int depthMultiplier = 1, Size2D? dilationRate = null,
    Func<Tensor, Tensor>? activation = null, bool useBias = true, Initializer? depthwiseInitializer = null,
    Initializer? biasInitializer = null, string? name = null)
    : Convolution2D(kernelSize, strides, padding, dilationRate, activation, useBias, depthwiseInitializer, biasInitializer, name)
{
    private readonly int _depthMultiplier = Hyperparameter.AtLeast(1, depthMultiplier, nameof(depthMultiplier));

    /// <summary>
    /// Keras counts all channels as inputs of an output, as its kernel has the axes of a convolution that is not depthwise.
    /// </summary>
    private protected override (int Filters, int Groups, Fans Fans) Connect(int channels) =>
        (channels * _depthMultiplier, channels, new Fans(channels * Area, _depthMultiplier * Area));
}
