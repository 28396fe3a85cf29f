using Bantam.Tensors;

namespace Bantam.Training.Constraints;

/// <summary>No vector of weights is longer than a number (N. Srivastava et al., 2014), Keras' <c>MaxNorm</c>.</summary>
/// <param name="maxValue">The greatest length, 0 or more.</param>
/// <param name="axes">Along which axes lengths are taken; 0 where none is given.</param>
/// <exception cref="ArgumentOutOfRangeException">The length is negative.</exception>
public sealed class MaxNorm(float maxValue = 2, params IReadOnlyList<int> axes) : NormConstraint(axes)
{
    private readonly float _most = Hyperparameter.NotNegative(maxValue, nameof(maxValue));

    /// <inheritdoc/>
    private protected override Tensor Wanted(Tensor norm) => Tensor.Min(norm, _most);
}
