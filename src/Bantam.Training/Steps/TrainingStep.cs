using Bantam.Graphs;
using Bantam.Operators.Recurrent;
using Bantam.Tensors;
using Bantam.Training.Data;
using Bantam.Training.Layers;
using Bantam.Training.Losses;
using Bantam.Training.Metrics;
using Bantam.Training.Optimizers;
using Bantam.Transforms;

namespace Bantam.Training.Steps;

/// <summary>
/// One step of training as a graph: forward, loss, gradients, optimizer and metrics of a batch. Inputs are the fields of the data,
/// outputs the loss and each metric's sums; what a step changes are the graph's updates.
/// </summary>
/// <param name="Graph">The graph.</param>
/// <param name="Fields">What a sample is made of; the last field is the target.</param>
/// <param name="Batch">Samples in a batch.</param>
/// <param name="State">The training state.</param>
public sealed record TrainingStep(Graph Graph, IReadOnlyList<Field> Fields, int Batch, TrainingState State)
{
    /// <summary>The name of the output with the mean loss of the batch.</summary>
    public const string LossName = StepGraph.LossName;

    /// <summary>The name of the output with the norms of the gradients, where they are measured.</summary>
    public const string GradientNormsName = StepGraph.GradientNormsName;

    /// <summary>The variables that the step follows gradients of.</summary>
    public IReadOnlyList<Variable> Trained { get; init; } = [];

    /// <summary>The step of a model made of layers.</summary>
    /// <param name="model">The model; it is built if it is not.</param>
    /// <param name="fields">What a sample is made of; the last field is the target.</param>
    /// <param name="batch">Samples in a batch.</param>
    /// <param name="loss">The loss to minimize.</param>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="state">The training state; null for a new one. Steps for other batch sizes of the same training share it.</param>
    /// <param name="metrics">Metrics to compute along with the loss.</param>
    /// <param name="weights">How much samples count in the loss; null where all count alike.</param>
    /// <exception cref="ShapeException">Something does not fit; the message says where.</exception>
    public static TrainingStep Build(
        Model model, IReadOnlyList<Field> fields, int batch, Loss loss, Optimizer optimizer, TrainingState? state =
        null, IReadOnlyList<Metric>? metrics = null, SampleWeights? weights = null)
    {
        state ??= new TrainingState();
        model.Build(SampleWeights.Inputs(fields, weights));
        var trained = model.TrainableVariables.ToHashSet();
        return Build(model.Trace(batch, state), fields, batch, loss, optimizer, state, metrics, trained.Contains, weights);
    }

    /// <summary>
    /// The step of any inference graph, such as an imported model. The loss is computed from its first output; where that is a softmax or
    /// a sigmoid, from its logits.
    /// </summary>
    /// <param name="forward">The graph.</param>
    /// <param name="fields">What a sample is made of; the last field is the target.</param>
    /// <param name="batch">Samples in a batch.</param>
    /// <param name="loss">The loss to minimize.</param>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="state">The training state; null for a new one.</param>
    /// <param name="metrics">Metrics to compute along with the loss.</param>
    /// <param name="trains">Which of the trainable variables change; null for all.</param>
    /// <param name="weights">How much samples count in the loss; null where all count alike.</param>
    /// <param name="measuresGradients">
    /// Whether the norm of each gradient is an output, <see cref="GradientNormsName"/>, in the order of <see cref="Trained"/>.
    /// </param>
    /// <exception cref="ShapeException">Something does not fit; the message says where.</exception>
    public static TrainingStep Build(
        Graph forward, IReadOnlyList<Field> fields, int batch, Loss loss, Optimizer optimizer, TrainingState? state =
        null, IReadOnlyList<Metric>? metrics = null,
        Func<Variable, bool>? trains = null, SampleWeights? weights = null, bool measuresGradients = false)
    {
        var cells = state ?? new TrainingState();
        forward = Differentiable(RandomSteps.ByVariables(forward, cells.Seed, cells.Step));
        var graph = StepGraph.Build(
            forward, fields, batch, loss, metrics ?? [], weights,
            value => StepGraph.Learn(value, forward, optimizer, cells, trains ?? (_ => true), measuresGradients));
        return new TrainingStep(graph, fields, batch, cells) { Trained = StepGraph.Trained(forward, trains ?? (_ => true)) };
    }

    /// <summary>
    /// Recurrent networks as the loops that they consist of: a loop in the graph remembers for its gradient what it computed, where one
    /// that only the gradient expands would be run for it once more.
    /// </summary>
    private static Graph Differentiable(Graph graph) => graph.Nodes.Any(n => n.Operator is RecurrentOperator)
        ? ExpandComposites.Apply(graph, (op, _) => op is not RecurrentOperator) : graph;
}
