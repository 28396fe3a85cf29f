using Bantam.Training.Randomness;

namespace Bantam.Training.Initializers;

/// <summary>Normally distributed.</summary>
/// <param name="mean">The mean.</param>
/// <param name="deviation">The standard deviation.</param>
public sealed class RandomNormal(float mean = 0, float deviation = 0.05f) : RandomInitializer
{
    /// <inheritdoc/>
    protected override double Sample(double uniform, Fans fans) => mean + (deviation * NormalDistribution.FromUniform(uniform));
}
