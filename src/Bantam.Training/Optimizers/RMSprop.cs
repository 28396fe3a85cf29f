using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Schedules;

namespace Bantam.Training.Optimizers;

/// <summary>
/// Gradients divided by the root of an average of their squares: v ← ρ·v + (1 − ρ)·g², s = rate·g/√(v + ε), w ← w − s
/// (G. Hinton, 2012). Centered, the square of an average gradient is taken off v; with momentum m ← momentum·m + s and w ← w − m.
/// </summary>
/// <param name="learningRate">The learning rate: a number or a schedule; 0.001 by default.</param>
/// <param name="rho">ρ, from 0 on, below 1.</param>
/// <param name="momentum">The momentum, from 0 on, below 1.</param>
/// <param name="epsilon">ε, above 0, which keeps the quotient finite.</param>
/// <param name="centered">Whether gradients are divided by their deviation.</param>
/// <param name="weightDecay">Decoupled weight decay, 0 or more.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
public class RMSprop(
    Schedule? learningRate = null, float rho = 0.9f, float momentum = 0, float epsilon = 1e-7f, bool centered = false,
    float weightDecay = 0)
    : Optimizer(learningRate ?? 0.001f, weightDecay)
{
    private readonly float _rho = Hyperparameter.Fraction(rho, nameof(rho));
    private readonly float _momentum = Hyperparameter.Fraction(momentum, nameof(momentum));
    private readonly float _epsilon = Hyperparameter.Positive(epsilon, nameof(epsilon));

    /// <inheritdoc/>
    protected override Tensor NewValue(Variable weight, Tensor kept, Tensor gradient, Tensor stepSize, UpdateStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(gradient);
        var square = Average("velocity", gradient * gradient);
        if (centered)
        {
            var mean = Average("average_gradient", gradient);
            square -= mean * mean;
        }

        var change = gradient * stepSize / (square + _epsilon).Sqrt();
        if (_momentum == 0) return kept - change;
        var slot = step.Slot(weight, "momentum");
        var velocity = (slot.Read() * _momentum) + change;
        step.Update(slot, velocity);
        return kept - velocity;

        Tensor Average(string name, Tensor value)
        {
            var average = step.Slot(weight, name);
            var updated = (average.Read() * _rho) + (value * (1 - _rho));
            step.Update(average, updated);
            return updated;
        }
    }
}
