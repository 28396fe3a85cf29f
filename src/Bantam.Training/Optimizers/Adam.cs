using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Schedules;

namespace Bantam.Training.Optimizers;

/// <summary>
/// Adam: m ← m + (g − m)·(1 − β₁), v ← v + (g² − v)·(1 − β₂), w ← w − rate·√(1 − β₂ᵗ)/(1 − β₁ᵗ) · m/(√v + ε), where t counts the
/// steps from 1 (D. Kingma and J. Ba, 2015). With weight decay it is AdamW.
/// </summary>
/// <param name="learningRate">The learning rate: a number or a schedule; 0.001 by default.</param>
/// <param name="beta1">The decay rate of the first moment, from 0 on, below 1.</param>
/// <param name="beta2">The decay rate of the second moment, from 0 on, below 1.</param>
/// <param name="epsilon">ε, above 0, which keeps the quotient finite.</param>
/// <param name="weightDecay">
/// Decoupled weight decay, 0 or more: in a step each weight loses this fraction of itself, times the learning rate.
/// </param>
/// <param name="amsgrad">Whether the greatest v so far takes v's place (S. Reddi et al., 2018).</param>
/// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
public class Adam(
    Schedule? learningRate = null, float beta1 = 0.9f, float beta2 = 0.999f, float epsilon = 1e-7f, float weightDecay = 0,
    bool amsgrad = false)
    : MomentOptimizer(learningRate ?? 0.001f, beta1, beta2, epsilon, weightDecay)
{
    /// <inheritdoc/>
    protected override Tensor StepSize(UpdateStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return step.LearningRate * (OneMinusPower(Beta2, step).Sqrt() / OneMinusPower(Beta1, step));
    }

    /// <inheritdoc/>
    protected override Tensor NewValue(Variable weight, Tensor kept, Tensor gradient, Tensor stepSize, UpdateStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        var (mean, square) = (Mean(weight, gradient, step), Square(weight, gradient, step));
        if (amsgrad)
        {
            var slot = step.Slot(weight, "velocity_hat");
            square = Tensor.Max(slot, square);
            step.Update(slot, square);
        }

        return kept - (mean * stepSize / (square.Sqrt() + Epsilon));
    }
}
