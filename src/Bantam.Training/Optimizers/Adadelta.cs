using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Schedules;

namespace Bantam.Training.Optimizers;

/// <summary>
/// Steps as long as earlier ones, without a learning rate of their own: a ← ρ·a + (1 − ρ)·g², s = √((d + ε)/(a + ε))·g,
/// d ← ρ·d + (1 − ρ)·s², w ← w − rate·s (M. Zeiler, 2012). The rate of the paper is 1.
/// </summary>
/// <param name="learningRate">The learning rate: a number or a schedule; 0.001 by default.</param>
/// <param name="rho">ρ, from 0 on, below 1.</param>
/// <param name="epsilon">ε, above 0, which keeps the quotient finite.</param>
/// <param name="weightDecay">Decoupled weight decay, 0 or more.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
public sealed class Adadelta(Schedule? learningRate = null, float rho = 0.95f, float epsilon = 1e-7f, float weightDecay = 0)
    : Optimizer(learningRate ?? 0.001f, weightDecay)
{
    private readonly float _rho = Hyperparameter.Fraction(rho, nameof(rho));
    private readonly float _epsilon = Hyperparameter.Positive(epsilon, nameof(epsilon));

    /// <inheritdoc/>
    protected override Tensor NewValue(Variable weight, Tensor kept, Tensor gradient, Tensor stepSize, UpdateStep step)
    {
        var (ofGradients, ofSteps) = (step.Slot(weight, "squares"), step.Slot(weight, "steps"));
        var squares = (ofGradients.Read() * _rho) + (gradient * gradient * (1 - _rho));
        var change = (ofSteps.Read() + _epsilon).Sqrt() / (squares + _epsilon).Sqrt() * gradient;
        step.Update(ofGradients, squares);
        step.Update(ofSteps, (ofSteps.Read() * _rho) + (change * change * (1 - _rho)));
        return kept - (change * stepSize);
    }
}
