using Bantam.Operators.Activation;
using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>x where it is greater than θ, 0 elsewhere.</summary>
/// <param name="theta">θ, 0 or more.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">θ is negative.</exception>
public sealed class ThresholdedReLU(float theta = 1, string? name = null) : Layer(name)
{
    private readonly ThresholdedRelu _function = new(Hyperparameter.NotNegative(theta, nameof(theta)));

    /// <inheritdoc/>
    protected override bool PassesMask => true;

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context) => _function.ApplyOne(input);
}
