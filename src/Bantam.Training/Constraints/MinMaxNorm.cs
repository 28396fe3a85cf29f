using Bantam.Tensors;

namespace Bantam.Training.Constraints;

/// <summary>The length of each vector of weights is brought towards an interval, Keras' <c>MinMaxNorm</c>.</summary>
/// <param name="minValue">The least length, 0 or more.</param>
/// <param name="maxValue">The greatest length, no less.</param>
/// <param name="rate">Which share of the way it is brought in a step, from 0 to 1.</param>
/// <param name="axes">Along which axes lengths are taken; 0 where none is given.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
public sealed class MinMaxNorm(float minValue = 0, float maxValue = 1, float rate = 1, params IReadOnlyList<int> axes)
    : NormConstraint(axes)
{
    private readonly float _least = Hyperparameter.NotNegative(minValue, nameof(minValue));
    private readonly float _most = maxValue >= minValue ? Hyperparameter.NotNegative(maxValue, nameof(maxValue))
        : throw new ArgumentOutOfRangeException(
            nameof(maxValue), maxValue, $"'{nameof(maxValue)}' must be {minValue} or more, the least length; it is {maxValue}.");

    private readonly float _rate = Hyperparameter.Share(rate, nameof(rate));

    /// <inheritdoc/>
    private protected override Tensor Wanted(Tensor norm)
    {
        var inside = norm.Clip(norm.Number(_least), norm.Number(_most));
        return _rate == 1 ? inside : (inside * _rate) + (norm * (1 - _rate));
    }
}
