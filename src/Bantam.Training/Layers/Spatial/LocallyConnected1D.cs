using Bantam.Tensors;
using Bantam.Training.Initializers;

namespace Bantam.Training.Layers;

/// <summary>
/// A 1-D convolution with weights of its own at each place: [batch, steps, in] → [batch, …, filters]. The kernel is
/// [places, window·in, filters].
/// </summary>
/// <param name="filters">The number of output channels, 1 or more.</param>
/// <param name="kernelSize">The size of the kernel.</param>
/// <param name="strides">The strides; 1 by default.</param>
/// <param name="activation">The activation function; null for none.</param>
/// <param name="useBias">Whether there is a bias, one for each element of the output.</param>
/// <param name="kernelInitializer">The initializer of the weights; Glorot uniform by default.</param>
/// <param name="biasInitializer">The initializer of the bias; zeros by default.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">A size or a number is below 1.</exception>
public sealed class LocallyConnected1D(
    int filters, int kernelSize, int strides = 1, Func<Tensor, Tensor>? activation = null, bool useBias = true,
    Initializer? kernelInitializer = null, Initializer? biasInitializer = null, string? name = null)
    : LocallyConnected(filters, [kernelSize], [strides], activation, useBias, kernelInitializer, biasInitializer, name);
