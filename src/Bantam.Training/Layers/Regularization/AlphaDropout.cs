using Bantam.Tensors;
using Bantam.Training.Steps;

namespace Bantam.Training.Layers;

/// <summary>
/// Dropout that keeps mean and variance, for SELU (G. Klambauer et al., "Self-normalizing neural networks", 2017): in training elements
/// become the least value of SELU, and all are scaled and shifted; in inference nothing changes.
/// </summary>
/// <param name="rate">The probability that an element is dropped, from 0 on, below 1.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">The probability is not from 0 on and below 1.</exception>
public sealed class AlphaDropout(float rate, string? name = null) : NoiseLayer(name)
{
    /// <summary>−scale · α of SELU.</summary>
    private const double Least = -1.7580993408473766;

    private readonly float _rate = Hyperparameter.Fraction(rate, nameof(rate));

    /// <inheritdoc/>
    private protected override Tensor Learn(Tensor input, TrainingState training)
    {
        if (_rate == 0) return input;
        var factor = 1 / Math.Sqrt((1 - _rate) * (1 + (_rate * Least * Least)));
        var isKept = Uniform(input, 0, 1, training) >= _rate;
        return (Tensor.Where(isKept, input, Least) * factor) - (factor * Least * _rate);
    }
}
