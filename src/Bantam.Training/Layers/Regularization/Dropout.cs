using Bantam.Tensors;
using Bantam.Training.Steps;

namespace Bantam.Training.Layers;

/// <summary>
/// In training each element is set to 0 with a probability p and the others are divided by 1 − p (N. Srivastava et al., 2014); in
/// inference nothing changes. What is dropped depends on the trainer's seed, the step and the element's position only.
/// </summary>
/// <param name="rate">The probability p, from 0 on, below 1.</param>
/// <param name="name">The layer's name.</param>
public sealed class Dropout(float rate, string? name = null) : NoiseLayer(name)
{
    private readonly float _rate = Hyperparameter.Fraction(rate, nameof(rate));

    /// <inheritdoc/>
    private protected override Tensor Learn(Tensor input, TrainingState training) =>
        _rate == 0 ? input : Dropped(input, _rate, training);
}
