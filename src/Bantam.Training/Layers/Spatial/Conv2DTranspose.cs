using Bantam.Tensors;
using Bantam.Training.Initializers;

namespace Bantam.Training.Layers;

/// <summary>
/// A transposed 2-D convolution, also called deconvolution: [batch, height, width, in] → [batch, height′, width′, filters]. The kernel
/// is [in, filters, height, width].
/// </summary>
/// <param name="filters">The number of output channels, 1 or more.</param>
/// <param name="kernelSize">The size of the kernel.</param>
/// <param name="strides">By how much the output is longer; 1 by default.</param>
/// <param name="padding">What is cut off at the edges of the output: what the convolution that it is the transposed one of pads.</param>
/// <param name="outputPadding">By how much the output is longer at its end than windows need; null for what fits the strides.</param>
/// <param name="dilationRate">The dilation of the kernel; 1 by default.</param>
/// <param name="activation">The activation function; null for none.</param>
/// <param name="useBias">Whether there is a bias.</param>
/// <param name="kernelInitializer">The initializer of the weights; Glorot uniform by default.</param>
/// <param name="biasInitializer">The initializer of the bias; zeros by default.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">A size or a number is below 1.</exception>
public sealed class Conv2DTranspose(
    int filters, Size2D kernelSize, Size2D? strides = null, Padding padding = default, Size2D? outputPadding = null,
    Size2D? dilationRate = null, Func<Tensor, Tensor>? activation = null, bool useBias = true, Initializer? kernelInitializer = null,
    Initializer? biasInitializer = null, string? name = null)
    : TransposedConvolution(
        filters, kernelSize.All, strides?.All, padding, outputPadding?.All, dilationRate?.All, activation, useBias, kernelInitializer,
        biasInitializer, name);
