using Bantam.Tensors;
using Bantam.Training.Steps;

namespace Bantam.Training.Layers;

/// <summary>
/// In training each element is multiplied by a normally distributed number with mean 1 and deviation √(p / (1 − p)) (N. Srivastava et al.,
/// 2014); in inference nothing changes.
/// </summary>
/// <param name="rate">The probability p of the dropout with the same variance, from 0 on, below 1.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">The probability is not from 0 on and below 1.</exception>
public sealed class GaussianDropout(float rate, string? name = null) : NoiseLayer(name)
{
    private readonly float _rate = Hyperparameter.Fraction(rate, nameof(rate));

    /// <inheritdoc/>
    private protected override Tensor Learn(Tensor input, TrainingState training) =>
        _rate == 0 ? input : input * Normal(input, 1, MathF.Sqrt(_rate / (1 - _rate)), training);
}
