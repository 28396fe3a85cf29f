using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Schedules;

namespace Bantam.Training.Optimizers;

/// <summary>
/// Adam with Nesterov momentum, whose β₁ rises as uₜ = β₁·(1 − ½·0.96ᵗ) (T. Dozat, 2016): with the product U of all u so far,
/// w ← w − rate · (uₜ₊₁·m/(1 − U·uₜ₊₁) + (1 − uₜ)·g/(1 − U)) / (√(v/(1 − β₂ᵗ)) + ε).
/// </summary>
/// <param name="learningRate">The learning rate: a number or a schedule; 0.001 by default.</param>
/// <param name="beta1">The decay rate of the first moment, from 0 on, below 1.</param>
/// <param name="beta2">The decay rate of the second moment, from 0 on, below 1.</param>
/// <param name="epsilon">ε, above 0, which keeps the quotient finite.</param>
/// <param name="weightDecay">Decoupled weight decay, 0 or more.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
public sealed class Nadam(
    Schedule? learningRate = null, float beta1 = 0.9f, float beta2 = 0.999f, float epsilon = 1e-7f, float weightDecay = 0)
    : MomentOptimizer(learningRate ?? 0.001f, beta1, beta2, epsilon, weightDecay)
{
    private const float Decay = 0.96f;

    /// <inheritdoc/>
    protected override Tensor StepSize(UpdateStep step)
    {
        var slot = Product(step);
        step.Update(slot, slot.Read() * Momentum(step.Number));
        return step.LearningRate;
    }

    /// <inheritdoc/>
    protected override Tensor NewValue(Variable weight, Tensor kept, Tensor gradient, Tensor stepSize, UpdateStep step)
    {
        var (now, next) = (Momentum(step.Number), Momentum(step.Number + 1f));
        var product = Product(step).Read() * now;
        var (ofMean, ofGradient) = (next / (1f - (product * next)), (1f - now) / (1f - product));
        var mean = (Mean(weight, gradient, step) * ofMean) + (gradient * ofGradient);
        var square = Square(weight, gradient, step) * (1f / OneMinusPower(Beta2, step));
        return kept - (mean * stepSize / (square.Sqrt() + Epsilon));
    }

    private static Variable Product(UpdateStep step) => step.Slot("momentum_product", 1);

    private Tensor Momentum(Tensor step) => (1f - ((step * (float)Randomness.PortableMath.Log(Decay)).Exp() * 0.5f)) * Beta1;
}
