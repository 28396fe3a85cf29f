using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>x where it is positive, slope · x elsewhere.</summary>
/// <param name="negativeSlope">The slope, 0 or more.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">The slope is negative.</exception>
public sealed class LeakyReLU(float negativeSlope = 0.3f, string? name = null) : Layer(name)
{
    private readonly float _slope = Hyperparameter.NotNegative(negativeSlope, nameof(negativeSlope));

    /// <inheritdoc/>
    protected override bool PassesMask => true;

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context) => input.LeakyRelu(_slope);
}
