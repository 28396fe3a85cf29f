namespace Bantam.Training.Initializers;

/// <summary>Uniform in an interval.</summary>
/// <param name="low">Its lower end.</param>
/// <param name="high">Its upper end.</param>
public sealed class RandomUniform(float low = -0.05f, float high = 0.05f) : RandomInitializer
{
    private readonly float _low = Hyperparameter.Finite(low, nameof(low));
    private readonly float _high = Hyperparameter.Finite(high, nameof(high)) >= low ? high
        : throw new ArgumentOutOfRangeException(
            nameof(high), high, $"'{nameof(high)}' must be {low} or more, the lower end; it is {high}.");

    /// <inheritdoc/>
    protected override double Sample(double uniform, Fans fans) => _low + (((double)_high - _low) * uniform);
}
