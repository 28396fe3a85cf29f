using Bantam.Tensors;
using Bantam.Training.Initializers;

namespace Bantam.Training.Layers;

/// <summary>
/// A 2-D convolution: [batch, height, width, in] → [batch, height′, width′, filters]. The kernel is [filters, in/groups, height, width].
/// </summary>
/// <param name="filters">Channels of the output, 1 or more.</param>
/// <param name="kernelSize">The window.</param>
/// <param name="strides">Steps of the window; 1 by default.</param>
/// <param name="padding">What it does at the edges.</param>
/// <param name="dilationRate">Distances between its taps; 1 by default.</param>
/// <param name="groups">Into how many groups the channels are parted.</param>
/// <param name="activation">What is applied to the result; null for nothing.</param>
/// <param name="useBias">Whether there is a bias.</param>
/// <param name="kernelInitializer">How the weights begin; Glorot's uniform by default.</param>
/// <param name="biasInitializer">How the bias begins; zeros by default.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">A size or a number is below 1.</exception>
public sealed class Conv2D(
    int filters, Size2D kernelSize, Size2D? strides = null, Padding padding = Padding.Valid, Size2D? dilationRate = null, int groups = 1,
    Func<Tensor, Tensor>? activation = null, bool useBias = true, Initializer? kernelInitializer = null,
    Initializer? biasInitializer = null, string? name = null)
    : Convolution2D(kernelSize, strides, padding, dilationRate, activation, useBias, kernelInitializer, biasInitializer, name)
{
    private readonly int _filters = Hyperparameter.AtLeast(1, filters, nameof(filters));
    private readonly int _groups = Hyperparameter.AtLeast(1, groups, nameof(groups));

    /// <inheritdoc/>
    private protected override (int Filters, int Groups, Fans Fans) Connect(int channels)
    {
        if (channels % _groups != 0 || _filters % _groups != 0)
        {
            throw new ShapeException(
                $"channels and filters must divide into the groups; {channels} channels and {_filters} filters do not into {_groups}.");
        }

        // Keras counts all filters as outputs of an input, also where groups part them.
        return (_filters, _groups, new Fans(channels / _groups * Area, _filters * Area));
    }
}
