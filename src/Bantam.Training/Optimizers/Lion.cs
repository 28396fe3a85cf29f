using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Schedules;

namespace Bantam.Training.Optimizers;

/// <summary>
/// The sign of an average gradient: w ← w − rate·sign(β₁·m + (1 − β₁)·g), then m ← β₂·m + (1 − β₂)·g (X. Chen et al., 2023). Its learning
/// rate is 3 to 10 times lower than Adam's.
/// </summary>
/// <param name="learningRate">The learning rate: a number or a schedule; 0.001 by default.</param>
/// <param name="beta1">The decay rate of the step's average, above 0, below 1.</param>
/// <param name="beta2">The decay rate of the momentum, from 0 on, below 1.</param>
/// <param name="weightDecay">Decoupled weight decay, 0 or more.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
public sealed class Lion(Schedule? learningRate = null, float beta1 = 0.9f, float beta2 = 0.99f, float weightDecay = 0)
    : Optimizer(learningRate ?? 0.001f, weightDecay)
{
    private readonly float _beta1 = Hyperparameter.Positive(Hyperparameter.Fraction(beta1, nameof(beta1)), nameof(beta1));
    private readonly float _beta2 = Hyperparameter.Fraction(beta2, nameof(beta2));

    /// <inheritdoc/>
    protected override Tensor NewValue(Variable weight, Tensor kept, Tensor gradient, Tensor stepSize, UpdateStep step)
    {
        var slot = step.Slot(weight, "momentum");
        var direction = (slot.Read() * _beta1) + (gradient * (1 - _beta1));
        step.Update(slot, (slot.Read() * _beta2) + (gradient * (1 - _beta2)));
        return kept - (new Operators.Arithmetic.Sign().ApplyOne(direction) * stepSize);
    }
}
