using Bantam.Tensors;
using Bantam.Training.Initializers;

namespace Bantam.Training.Layers;

/// <summary>
/// A 3-D convolution: [batch, depth, height, width, in] → [batch, depth′, height′, width′, filters]. The kernel is
/// [filters, in/groups, depth, height, width].
/// </summary>
/// <param name="filters">The number of output channels, 1 or more.</param>
/// <param name="kernelSize">The size of the kernel.</param>
/// <param name="strides">The strides; 1 by default.</param>
/// <param name="padding">How the edges are padded; not at all by default.</param>
/// <param name="dilationRate">The dilation of the kernel; 1 by default.</param>
/// <param name="groups">The number of groups that the channels are split into.</param>
/// <param name="activation">The activation function; null for none.</param>
/// <param name="useBias">Whether there is a bias.</param>
/// <param name="kernelInitializer">The initializer of the weights; Glorot uniform by default.</param>
/// <param name="biasInitializer">The initializer of the bias; zeros by default.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">A size or a number is below 1.</exception>
public sealed class Conv3D(
    int filters, Size3D kernelSize, Size3D? strides = null, Padding padding = default, Size3D? dilationRate = null, int groups = 1,
    Func<Tensor, Tensor>? activation = null, bool useBias = true, Initializer? kernelInitializer = null,
    Initializer? biasInitializer = null, string? name = null)
    : Convolution(kernelSize.All, strides?.All, padding, dilationRate?.All, activation, useBias, kernelInitializer, biasInitializer, name)
{
    private readonly int _filters = Hyperparameter.AtLeast(1, filters, nameof(filters));
    private readonly int _groups = Hyperparameter.AtLeast(1, groups, nameof(groups));

    /// <inheritdoc/>
    private protected override (int Filters, int Groups, Fans Fans) Connect(int channels) => Grouped(_filters, _groups, channels);
}
