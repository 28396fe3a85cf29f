using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Schedules;

namespace Bantam.Training.Optimizers;

/// <summary>
/// Adam's step r = m/(1 − β₁ᵗ) / (√(v/(1 − β₂ᵗ)) + ε), as long as the weight is: w ← w − rate·‖w‖/‖r‖ · r, for large batches
/// (Y. You et al., 2019). Where either norm is 0 their quotient counts as 1.
/// </summary>
/// <param name="learningRate">The learning rate: a number or a schedule; 0.001 by default.</param>
/// <param name="beta1">The decay rate of the first moment, from 0 on, below 1.</param>
/// <param name="beta2">The decay rate of the second moment, from 0 on, below 1.</param>
/// <param name="epsilon">ε, above 0, which keeps the quotient finite.</param>
/// <param name="weightDecay">Decoupled weight decay, 0 or more.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
public sealed class Lamb(
    Schedule? learningRate = null, float beta1 = 0.9f, float beta2 = 0.999f, float epsilon = 1e-7f, float weightDecay = 0)
    : MomentOptimizer(learningRate ?? 0.001f, beta1, beta2, epsilon, weightDecay)
{
    /// <inheritdoc/>
    protected override Tensor NewValue(Variable weight, Tensor kept, Tensor gradient, Tensor stepSize, UpdateStep step)
    {
        var mean = Mean(weight, gradient, step) * (1f / OneMinusPower(Beta1, step));
        var square = Square(weight, gradient, step) * (1f / OneMinusPower(Beta2, step));
        var ratio = mean / (square.Sqrt() + Epsilon);
        var (ofWeight, ofRatio) = (Norm(kept), Norm(ratio));
        var trust = Tensor.Where((ofWeight > 0f) & (ofRatio > 0f), ofWeight / ofRatio, 1f);
        return kept - (ratio * (trust * stepSize));
    }

    private static Tensor Norm(Tensor x) => (x * x).ReduceSum().Sqrt();
}
