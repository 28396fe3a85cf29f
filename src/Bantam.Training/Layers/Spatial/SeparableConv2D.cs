using Bantam.Tensors;
using Bantam.Training.Initializers;

namespace Bantam.Training.Layers;

/// <summary>
/// A convolution of each channel by itself, and then one of single elements: [batch, height, width, in] →
/// [batch, height′, width′, filters].
/// </summary>
/// <param name="filters">The number of output channels, 1 or more.</param>
/// <param name="kernelSize">The size of the kernel of each channel.</param>
/// <param name="strides">The strides; 1 by default.</param>
/// <param name="padding">How the edges are padded; not at all by default.</param>
/// <param name="dilationRate">The dilation of the kernel; 1 by default.</param>
/// <param name="depthMultiplier">Channels between both for each input channel, 1 or more.</param>
/// <param name="activation">The activation function; null for none.</param>
/// <param name="useBias">Whether there is a bias.</param>
/// <param name="depthwiseInitializer">The initializer of the first weights; Glorot uniform by default.</param>
/// <param name="pointwiseInitializer">The initializer of the second weights; Glorot uniform by default.</param>
/// <param name="biasInitializer">The initializer of the bias; zeros by default.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">A size or a number is below 1.</exception>
public sealed class SeparableConv2D(
    int filters, Size2D kernelSize, Size2D? strides = null, Padding padding = default, Size2D? dilationRate = null,
    int depthMultiplier = 1, Func<Tensor, Tensor>? activation = null, bool useBias = true, Initializer? depthwiseInitializer = null,
    Initializer? pointwiseInitializer = null, Initializer? biasInitializer = null, string? name = null)
    : SeparableConvolution(
        name,
        new DepthwiseConv2D(
            kernelSize, strides, padding, depthMultiplier, dilationRate, useBias: false, depthwiseInitializer: depthwiseInitializer,
            name: "depthwise"),
        new Conv2D(
            filters, 1, activation: activation, useBias: useBias, kernelInitializer: pointwiseInitializer, biasInitializer: biasInitializer,
            name: "pointwise"));
