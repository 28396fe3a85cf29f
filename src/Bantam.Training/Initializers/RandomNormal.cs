using Bantam.Training.Randomness;

namespace Bantam.Training.Initializers;

/// <summary>Normally distributed.</summary>
/// <param name="mean">The mean.</param>
/// <param name="deviation">The standard deviation.</param>
public sealed class RandomNormal(float mean = 0, float deviation = 0.05f) : RandomInitializer
{
    private readonly float _mean = Hyperparameter.Finite(mean, nameof(mean));
    private readonly float _deviation = Hyperparameter.NotNegative(deviation, nameof(deviation));

    /// <inheritdoc/>
    protected override double Sample(double uniform, Fans fans) => _mean + (_deviation * NormalDistribution.FromUniform(uniform));
}
