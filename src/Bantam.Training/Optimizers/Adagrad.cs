using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Schedules;

namespace Bantam.Training.Optimizers;

/// <summary>
/// Gradients divided by the root of the sum of their squares so far: a ← a + g², w ← w − rate·g/√(a + ε) (J. Duchi et al., 2011).
/// </summary>
/// <param name="learningRate">The learning rate: a number or a schedule; 0.001 by default.</param>
/// <param name="initialAccumulatorValue">What the sums begin with, 0 or more.</param>
/// <param name="epsilon">ε, above 0, which keeps the quotient finite.</param>
/// <param name="weightDecay">Decoupled weight decay, 0 or more.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
public sealed class Adagrad(
    Schedule? learningRate = null, float initialAccumulatorValue = 0.1f, float epsilon = 1e-7f, float weightDecay = 0)
    : Optimizer(learningRate ?? 0.001f, weightDecay)
{
    private readonly float _initial = Hyperparameter.NotNegative(initialAccumulatorValue, nameof(initialAccumulatorValue));
    private readonly float _epsilon = Hyperparameter.Positive(epsilon, nameof(epsilon));

    /// <inheritdoc/>
    protected override Tensor NewValue(Variable weight, Tensor kept, Tensor gradient, Tensor stepSize, UpdateStep step)
    {
        var slot = step.Slot(weight, "squares", _initial);
        var squares = slot + (gradient * gradient);
        step.Update(slot, squares);
        return kept - (gradient * stepSize / (squares + _epsilon).Sqrt());
    }
}
