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
public abstract class Optimizer(Schedule learningRate, float weightDecay = 0)
{
    private readonly List<WeightUpdate> _updates = [];
    private readonly float _weightDecay = Hyperparameter.NotNegative(weightDecay, nameof(weightDecay));

    /// <summary>The learning rate of each step.</summary>
    public Schedule LearningRate { get; } = learningRate ?? throw new ArgumentNullException(nameof(learningRate));

    /// <summary>Which weights decay; all by default.</summary>
    public Func<Variable, bool> Decays { get; init; } = _ => true;

    /// <summary>What each element of a gradient is clipped to, from −this to this; null for no clipping.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not above 0.</exception>
    public float? ClipValue
    {
        get;
        init => field = Limit(value, nameof(ClipValue));
    }

    /// <summary>The norm that the gradient of each weight is clipped to; null for no clipping.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not above 0.</exception>
    public float? ClipNorm
    {
        get;
        init => field = Limit(value, nameof(ClipNorm));
    }

    /// <summary>The norm that the gradient of all weights together is clipped to; null for no clipping.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not above 0.</exception>
    public float? GlobalClipNorm
    {
        get;
        init => field = Limit(value, nameof(GlobalClipNorm));
    }

    /// <summary>
    /// How many batches make one step: their mean gradient is that of one batch as large as all of them. 1 by default. Steps of the
    /// schedule are counted after as many batches.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public int GradientAccumulationSteps
    {
        get;
        init => field = Hyperparameter.AtLeast(1, value, nameof(GradientAccumulationSteps));
    } = 1;

    /// <summary>
    /// Whether averages of the weights are kept, avg ← momentum·avg + (1 − momentum)·w after each step; they replace the weights when a
    /// trainer's training ends, or every <see cref="EmaOverwriteFrequency"/> steps.
    /// </summary>
    public bool UseEma { get; init; }

    /// <summary>The momentum of the averages, from 0 on, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside its range.</exception>
    public float EmaMomentum
    {
        get;
        init => field = Hyperparameter.Fraction(value, nameof(EmaMomentum));
    } = 0.99f;

    /// <summary>After how many steps the weights become their averages; null for only at the end of a trainer's training.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public int? EmaOverwriteFrequency
    {
        get;
        init => field = value is { } steps ? Hyperparameter.AtLeast(1, steps, nameof(EmaOverwriteFrequency)) : null;
    }

    /// <summary>Multiplies the loss, and divides the gradients again, so that small ones do not vanish; null for none.</summary>
    public LossScale? LossScale { get; init; }

    /// <summary>
    /// Steps done, and averages of gradients, of a loop that calls <see cref="Apply(IReadOnlyList{ValueTuple{Variable, Tensor}})"/> itself;
    /// a trainer has a state of its own. Layers that differ in training are called with <c>new CallContext(optimizer.State)</c>.
    /// </summary>
    public TrainingState State { get; } = new();

    /// <summary>The learning rate after so many batches.</summary>
    /// <param name="batch">The batch, from 0, counted over all epochs.</param>
    public float RateAt(long batch) => LearningRate.At(batch / GradientAccumulationSteps);

    /// <summary>
    /// Changes weights at once, as a step of a training loop of one's own: gradients are those of a
    /// <see cref="Autodiff.Recording"/>. One thread at a time.
    /// </summary>
    /// <param name="gradients">The weights and their gradients.</param>
    /// <exception cref="ShapeException">A gradient has not its weight's type.</exception>
    /// <exception cref="ArgumentException">Two weights have one name, or no gradient is given.</exception>
    public void Apply(IReadOnlyList<(Variable Weight, Tensor Gradient)> gradients)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        foreach (var (weight, gradient) in gradients)
            if (gradient.Type != weight.Type)
                throw new ShapeException($"Variable '{weight.Name}' is {weight.Type}; its gradient is {gradient.Type}.");
        Variable[] weights = [.. gradients.Select(g => g.Weight)];
        if (_updates.Find(u => u.IsFor(weights)) is not { } update) _updates.Add(update = new WeightUpdate(this, State, weights));
        update.Run([.. gradients.Select(g => g.Gradient)]);
    }

    /// <summary>Adds the update of every weight to the graph that is being traced.</summary>
    /// <param name="gradients">The weights and their gradients; of a scaled loss where there is a <see cref="LossScale"/>.</param>
    /// <param name="state">The training state: the learning rate, the step, and the optimizer's slots.</param>
    /// <exception cref="InvalidOperationException">It is not called in a trace, or gradients are to be clipped in two ways.</exception>
    public void Apply(IReadOnlyList<(Variable Weight, Tensor Gradient)> gradients, TrainingState state)
    {
        var builder = GraphBuilder.Current ?? throw new InvalidOperationException("An optimizer works inside a trace.");
        float?[] limits = [ClipValue, ClipNorm, GlobalClipNorm];
        if (limits.Count(l => l is not null) > 1)
            throw new InvalidOperationException(
                $"Gradients are clipped in one way; {nameof(ClipValue)}, {nameof(ClipNorm)} and {nameof(GlobalClipNorm)} are " +
                $"{string.Join(", ", limits.Select(l => l?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none"))}.");
        var step = new UpdateStep(this, state, gradients);
        var stepSize = StepSize(step);
        foreach (var (weight, gradient) in Clipped(step.Gradients))
        {
            var kept = _weightDecay == 0 || !Decays(weight) ? weight.Read() : weight * (1f - (step.LearningRate * _weightDecay));
            var wanted = state.Constrained(weight, NewValue(weight, kept, gradient, stepSize, step));
            var value = step.Gated(wanted, weight.Read());
            builder.Update(weight, UseEma ? Averages.Follow(this, weight, value, step) : value);
        }

        step.Complete();
    }

    /// <summary>The factor of the updates, computed once for all weights; by default the learning rate.</summary>
    /// <param name="step">The step, counted from 1, and the learning rate.</param>
    protected virtual Tensor StepSize(UpdateStep step) => step.LearningRate;

    /// <summary>A weight's new value; the optimizer's slots of the weight are updated too.</summary>
    /// <param name="weight">The weight.</param>
    /// <param name="kept">Its value after decay.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="stepSize">What <see cref="StepSize"/> gave.</param>
    /// <param name="step">The step, which has the optimizer's slots.</param>
    protected abstract Tensor NewValue(Variable weight, Tensor kept, Tensor gradient, Tensor stepSize, UpdateStep step);

    private IEnumerable<(Variable Weight, Tensor Gradient)> Clipped(IReadOnlyList<(Variable Weight, Tensor Gradient)> gradients)
    {
        if (ClipValue is { } most) return gradients.Select(g => (g.Weight, g.Gradient.Clip(-most, most)));
        if (ClipNorm is { } longest)
            return gradients.Select(g => (g.Weight, g.Gradient * Factor(longest, (g.Gradient * g.Gradient).ReduceSum())));
        if (GlobalClipNorm is not { } whole) return gradients;
        var factor = Factor(whole, gradients.Select(g => (g.Gradient * g.Gradient).ReduceSum()).Aggregate((a, b) => a + b));
        return gradients.Select(g => (g.Weight, g.Gradient * factor));
    }

    private static Tensor Factor(float longest, Tensor squares)
    {
        var norm = squares.Sqrt();
        return Tensor.Where(norm > longest, longest / norm, 1f);
    }

    private static float? Limit(float? value, string name) => value is { } limit ? Hyperparameter.Positive(limit, name) : null;
}
