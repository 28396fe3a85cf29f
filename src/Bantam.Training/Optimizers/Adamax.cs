using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Schedules;

namespace Bantam.Training.Optimizers;

/// <summary>
/// Adam by the infinity norm: u ← max(β₂·u, |g|), w ← w − rate/(1 − β₁ᵗ) · m/(u + ε) (D. Kingma and J. Ba, 2015).
/// </summary>
/// <param name="learningRate">The learning rate: a number or a schedule; 0.001 by default.</param>
/// <param name="beta1">The decay rate of the first moment, from 0 on, below 1.</param>
/// <param name="beta2">The decay rate of the norm, from 0 on, below 1.</param>
/// <param name="epsilon">ε, above 0, which keeps the quotient finite.</param>
/// <param name="weightDecay">Decoupled weight decay, 0 or more.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
public sealed class Adamax(
    Schedule? learningRate = null, float beta1 = 0.9f, float beta2 = 0.999f, float epsilon = 1e-7f, float weightDecay = 0)
    : MomentOptimizer(learningRate ?? 0.001f, beta1, beta2, epsilon, weightDecay)
{
    /// <inheritdoc/>
    protected override Tensor StepSize(UpdateStep step) => step.LearningRate / OneMinusPower(Beta1, step);

    /// <inheritdoc/>
    protected override Tensor NewValue(Variable weight, Tensor kept, Tensor gradient, Tensor stepSize, UpdateStep step)
    {
        var slot = step.Slot(weight, "norm");
        var norm = Tensor.Max(slot.Read() * Beta2, gradient.Abs());
        step.Update(slot, norm);
        return kept - (Mean(weight, gradient, step) * stepSize / (norm + Epsilon));
    }
}
