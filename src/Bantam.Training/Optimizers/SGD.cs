using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Schedules;

namespace Bantam.Training.Optimizers;

/// <summary>
/// Stochastic gradient descent: w ← w − rate·g. With momentum v ← momentum·v − rate·g and w ← w + v, or with Nesterov momentum
/// w ← w + momentum·v − rate·g with the new v (I. Sutskever et al., 2013).
/// </summary>
/// <param name="learningRate">The learning rate: a number or a schedule; 0.01 by default.</param>
/// <param name="momentum">The momentum, from 0 on, below 1.</param>
/// <param name="nesterov">Whether it is Nesterov momentum.</param>
/// <param name="weightDecay">
/// Decoupled weight decay, 0 or more: in a step each weight loses this fraction of itself, times the learning rate.
/// </param>
/// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
public sealed class SGD(Schedule? learningRate = null, float momentum = 0, bool nesterov = false, float weightDecay = 0)
    : Optimizer(learningRate ?? 0.01f, weightDecay)
{
    private readonly float _momentum = Hyperparameter.Fraction(momentum, nameof(momentum));

    /// <inheritdoc/>
    protected override Tensor NewValue(Variable weight, Tensor kept, Tensor gradient, Tensor stepSize, UpdateStep step)
    {
        var change = gradient * stepSize;
        if (_momentum == 0) return kept - change;
        var slot = step.Slot(weight, "momentum");
        var velocity = (slot.Read() * _momentum) - change;
        step.Update(slot, velocity);
        return nesterov ? kept + ((velocity * _momentum) - change) : kept + velocity;
    }
}
