using Bantam.Cli.Learning;
using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Data;
using Bantam.Training.Losses;
using Bantam.Training.Optimizers;
using Bantam.Training.Steps;
using Bantam.Web.Bundles;

namespace Bantam.Cli.Compiling;

/// <summary>How a model that predicts learns on in a page: the loss that fits its output, and Adam.</summary>
internal static class PageTraining
{
    /// <summary>The input of the training step that takes what the model should have said.</summary>
    public const string TargetName = "label";

    /// <summary>The step of a model.</summary>
    /// <param name="graph">The model.</param>
    /// <param name="kind">Which loss.</param>
    /// <param name="batches">The batch sizes that the page can train with.</param>
    /// <param name="rate">The learning rate until the page sets another.</param>
    /// <exception cref="UsageException">The loss does not fit the model, or the model has nothing to learn.</exception>
    public static BundleTraining Of(Graph graph, LossKind kind, IReadOnlyList<int> batches, float rate)
    {
        if (!graph.Variables.Any(v => v.IsTrainable))
            throw new UsageException("The model has no weights that training may change. Leave --training out.");
        var (loss, target) = Choose(graph, kind);
        IReadOnlyList<Field> fields = [.. graph.Inputs.Select(FieldOf), target];
        var state = new TrainingState();
        BitConverter.TryWriteBytes(state.LearningRate.Value.Bytes, rate);
        return new BundleTraining(
            batch =>
            TrainingStep.Build(graph, fields, batch, loss, new Adam(rate), state).Graph)
        {
            BatchSizes = batches, LearningRate =
            state.LearningRate
        };
    }

    private static (Loss Loss, Field Target) Choose(Graph graph, LossKind kind)
    {
        var output = graph.Outputs[0];
        if (kind == LossKind.MeanSquaredError)
            return (new MeanSquaredError(), new Field(TargetName, ElementType.Float, WithoutBatch(output)));
        if (output.Type.Shape.Rank < 2)
            throw new UsageException(
                $"A cross-entropy needs a score for each class, [batch, classes]; the first output of this model is {output}. Take " +
                $"--loss {Losses.Squares}.");
        return (ClassifierGraphs.Loss(graph), new Field(TargetName, ElementType.Int32, new Shape(output.Type.Shape.Skip(1).SkipLast(1))));
    }

    private static Field FieldOf(Value input) => input.Name != TargetName ? new Field(input.Name, input.Type.Element, WithoutBatch(input))
        : throw new UsageException(
            $"The training step calls what the model should say '{TargetName}', and the model has an input of that name. Rename it.");

    private static Shape WithoutBatch(Value value) => value.Type.Shape is { Rank: > 0 } shape ? new Shape(shape.Skip(1))
        : throw new UsageException($"What trains in a page has samples on the first axis; '{value.Name}' is {value.Type}.");
}
