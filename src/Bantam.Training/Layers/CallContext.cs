using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Steps;

namespace Bantam.Training.Layers;

/// <summary>How a layer is called: for inference or for training.</summary>
/// <param name="training">The training state; null for inference.</param>
public sealed class CallContext(TrainingState? training = null)
{
    /// <summary>The output of a training graph with the sum of all penalties.</summary>
    internal const string PenaltyName = "training/penalty";

    private readonly HashSet<WeightRule> _rules = [];
    private readonly List<Tensor> _losses = [];

    /// <summary>A call for inference.</summary>
    public static CallContext Inference { get; } = new();

    /// <summary>Whether the call is for training: dropout is active, and batch normalization uses the statistics of the batch.</summary>
    public bool IsTraining => training is not null;

    /// <summary>The training state; null for inference.</summary>
    public TrainingState? Training => training;

    /// <summary>
    /// The sum of what layers added to the loss in calls with this context; null where none did. A trainer adds it; a loop of one's own
    /// makes a context for each step and adds it itself.
    /// </summary>
    public Tensor? Penalty => _losses.Count == 0 ? null : _losses.Aggregate((a, b) => a + b);

    /// <summary>Adds a number to the loss of a training step, as a penalty does; does nothing in inference.</summary>
    /// <param name="loss">The number, a scalar.</param>
    public void AddLoss(Tensor loss)
    {
        if (IsTraining) _losses.Add(loss);
    }

    /// <summary>
    /// Gives a variable that is no weight, such as a moving average, its next value: at the end of a traced step, else at once. Does
    /// nothing in inference.
    /// </summary>
    /// <param name="variable">The variable.</param>
    /// <param name="value">Its next value.</param>
    public void Update(Variable variable, Tensor value)
    {
        if (!IsTraining) return;
        if (GraphBuilder.Current is { } builder) builder.Update(variable, value);
        else value.Bytes.CopyTo(variable.Value.Bytes);
    }

    /// <summary>Adds the rule of a weight, once for each weight.</summary>
    internal void Add(WeightRule rule)
    {
        if (training is null || !_rules.Add(rule)) return;
        if (rule.Regularizer is { } regularizer) _losses.Add(regularizer.Penalty(rule.Weight));
        if (rule.Constraint is { } constraint) training.Constrain(rule.Weight, constraint);
    }
}
