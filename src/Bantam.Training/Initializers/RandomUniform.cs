namespace Bantam.Training.Initializers;

/// <summary>Uniform in an interval.</summary>
/// <param name="low">Its lower end.</param>
/// <param name="high">Its upper end.</param>
public sealed class RandomUniform(float low = -0.05f, float high = 0.05f) : RandomInitializer
{
    /// <inheritdoc/>
    protected override double Sample(double uniform, Fans fans) => low + (((double)high - low) * uniform);
}
