using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Schedules;

namespace Bantam.Training.Optimizers;

/// <summary>
/// What Adam and its relatives have in common: averages of the gradient, m ← m + (g − m)·(1 − β₁), and of its square,
/// v ← v + (g² − v)·(1 − β₂), which begin at 0 and are therefore divided by 1 − βᵗ in step t.
/// </summary>
public abstract class MomentOptimizer : Optimizer
{
    private protected MomentOptimizer(Schedule learningRate, float beta1, float beta2, float epsilon, float weightDecay)
        : base(learningRate, weightDecay)
    {
        Beta1 = Hyperparameter.Fraction(beta1, nameof(beta1));
        Beta2 = Hyperparameter.Fraction(beta2, nameof(beta2));
        Epsilon = Hyperparameter.Positive(epsilon, nameof(epsilon));
    }

    /// <summary>β₁.</summary>
    private protected float Beta1 { get; }

    /// <summary>β₂.</summary>
    private protected float Beta2 { get; }

    /// <summary>ε.</summary>
    private protected float Epsilon { get; }

    /// <summary>The new average of the gradient.</summary>
    private protected Tensor Mean(Variable weight, Tensor gradient, UpdateStep step) =>
        Moment(step.Slot(weight, "momentum"), gradient, Beta1, step);

    /// <summary>The new average of the gradient's square.</summary>
    private protected Tensor Square(Variable weight, Tensor gradient, UpdateStep step) =>
        Moment(step.Slot(weight, "velocity"), gradient * gradient, Beta2, step);

    /// <summary>1 − βᵗ without the cancellation of its first steps: with y = t·ln β it is −tanh(y/2)·(1 + eʸ).</summary>
    private protected static Tensor OneMinusPower(float beta, UpdateStep step)
    {
        if (beta == 0) return Tensor.Scalar(1f);
        var y = step.Number * (float)Randomness.PortableMath.Log(beta);
        return -((y * 0.5f).Tanh() * (y.Exp() + 1f));
    }

    private static Tensor Moment(Variable slot, Tensor value, float beta, UpdateStep step)
    {
        var moment = slot + ((value - slot) * (1 - beta));
        step.Update(slot, moment);
        return moment;
    }
}
