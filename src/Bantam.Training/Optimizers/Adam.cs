using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Randomness;
using Bantam.Training.Schedules;
using Bantam.Training.Steps;

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
/// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
public sealed class Adam(
    Schedule? learningRate = null, float beta1 = 0.9f, float beta2 = 0.999f, float epsilon = 1e-7f, float weightDecay = 0)
    : Optimizer(learningRate ?? 0.001f, weightDecay)
{
    private readonly float _beta1 = Hyperparameter.Fraction(beta1, nameof(beta1));
    private readonly float _beta2 = Hyperparameter.Fraction(beta2, nameof(beta2));
    private readonly float _epsilon = Hyperparameter.Positive(epsilon, nameof(epsilon));

    /// <inheritdoc/>
    protected override Tensor StepSize(TrainingState state)
    {
        var step = (state.Step + Tensor.Scalar(1)).Cast(ElementType.Float);
        return state.LearningRate * (OneMinusPower(_beta2, step).Sqrt() / OneMinusPower(_beta1, step));
    }

    /// <inheritdoc/>
    protected override Tensor NewValue(Variable weight, Tensor kept, Tensor gradient, Tensor stepSize, TrainingState state)
    {
        var (mean, square) = (state.Slot(weight, "momentum"), state.Slot(weight, "velocity"));
        var newMean = mean + ((gradient - mean) * (1 - _beta1));
        var newSquare = square + (((gradient * gradient) - square) * (1 - _beta2));
        GraphBuilder.Current!.Update(mean, newMean);
        GraphBuilder.Current.Update(square, newSquare);
        return kept - (newMean * stepSize / (newSquare.Sqrt() + _epsilon));
    }

    /// <summary>
    /// 1 − βᵗ without the cancellation of its first steps: with y = t·ln β it is −tanh(y/2)·(1 + eʸ).
    /// </summary>
    private static Tensor OneMinusPower(float beta, Tensor step)
    {
        var y = step * (float)PortableMath.Log(beta);
        return -((y * 0.5f).Tanh() * (y.Exp() + 1f));
    }
}
