namespace Bantam.Training.Initializers;

/// <summary>Normally distributed, cut off at two deviations from the mean.</summary>
/// <param name="mean">The mean.</param>
/// <param name="deviation">The standard deviation before the cut, as in Keras.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is not finite, or the deviation negative.</exception>
public sealed class TruncatedNormal(float mean = 0, float deviation = 0.05f) : RandomInitializer
{
    private readonly float _mean = Hyperparameter.Finite(mean, nameof(mean));
    private readonly float _deviation = Hyperparameter.NotNegative(deviation, nameof(deviation));

    /// <inheritdoc/>
    protected override double Sample(double uniform, Fans fans) => _mean + (_deviation * CutNormal(uniform));
}
