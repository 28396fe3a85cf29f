using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Schedules;
using Bantam.Training.Steps;

namespace Bantam.Training.Optimizers;

/// <summary>
/// An optimizer: graph code that computes each weight's new value from its gradient. Formulas and defaults are those of Keras.
/// </summary>
/// <param name="learningRate">The learning rate: a number or a schedule.</param>
/// <param name="weightDecay">
/// Decoupled weight decay: in a step each weight loses this fraction of itself, times the learning rate (I. Loshchilov and F. Hutter,
/// 2017).
/// </param>
public abstract class Optimizer(Schedule learningRate, float weightDecay)
{
    private readonly float _weightDecay = Hyperparameter.NotNegative(weightDecay, nameof(weightDecay));

    /// <summary>The learning rate of each step.</summary>
    public Schedule LearningRate { get; } = learningRate ?? throw new ArgumentNullException(nameof(learningRate));

    /// <summary>Which weights decay; all by default.</summary>
    public Func<Variable, bool> Decays { get; init; } = _ => true;

    /// <summary>The norm that the gradient of all weights together is clipped to; null for no clipping.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not above 0.</exception>
    public float? GlobalClipNorm
    {
        get;
        init => field = value is { } norm ? Hyperparameter.Positive(norm, nameof(GlobalClipNorm)) : null;
    }

    /// <summary>Adds the update of every weight to the graph that is being traced.</summary>
    /// <param name="gradients">The weights and their gradients.</param>
    /// <param name="state">The training state: the learning rate, the step, and the optimizer's slots.</param>
    public void Apply(IReadOnlyList<(Variable Weight, Tensor Gradient)> gradients, TrainingState state)
    {
        var builder = GraphBuilder.Current ?? throw new InvalidOperationException("An optimizer works inside a trace.");
        var rate = state.LearningRate.Read();
        var stepSize = StepSize(state);
        var clip = ClipFactor(gradients);
        foreach (var (weight, gradient) in gradients)
        {
            var kept = _weightDecay == 0 || !Decays(weight) ? weight.Read() : weight * (1f - (rate * _weightDecay));
            var value = NewValue(weight, kept, clip is null ? gradient : gradient * clip, stepSize, state);
            builder.Update(weight, state.Constrained(weight, value));
        }
    }

    /// <summary>The factor of the updates, computed once for all weights; by default the learning rate.</summary>
    protected virtual Tensor StepSize(TrainingState state) => state.LearningRate;

    /// <summary>A weight's new value; the optimizer's slots of the weight are updated too.</summary>
    /// <param name="weight">The weight.</param>
    /// <param name="kept">Its value after decay.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="stepSize">What <see cref="StepSize"/> gave.</param>
    /// <param name="state">The training state, which has the optimizer's slots.</param>
    protected abstract Tensor NewValue(Variable weight, Tensor kept, Tensor gradient, Tensor stepSize, TrainingState state);

    private Tensor? ClipFactor(IReadOnlyList<(Variable Weight, Tensor Gradient)> gradients)
    {
        if (GlobalClipNorm is not { } longest) return null;
        var norm = gradients.Select(g => (g.Gradient * g.Gradient).ReduceSum()).Aggregate((a, b) => a + b).Sqrt();
        return Tensor.Where(norm > longest, longest / norm, 1f);
    }
}
