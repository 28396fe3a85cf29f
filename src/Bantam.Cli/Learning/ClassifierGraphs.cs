using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Losses;

namespace Bantam.Cli.Learning;

/// <summary>What must be known of a graph that tells classes apart.</summary>
internal static class ClassifierGraphs
{
    /// <summary>The loss of a graph: of its logits, whether it ends in them or in their softmax.</summary>
    public static SparseCategoricalCrossentropy Loss(Graph graph) => new(fromLogits: !EndsInSoftmax(graph));

    /// <summary>Whether what a graph gives are probabilities.</summary>
    public static bool EndsInSoftmax(Graph graph) =>
        graph.Outputs[0].Producer is { } last && new SparseCategoricalCrossentropy().TakesLogitsOf(last);

    /// <summary>How many classes a graph tells apart: the length of the last axis of its first output.</summary>
    /// <exception cref="ShapeException">Its first output is no table of scores.</exception>
    public static int Classes(Graph graph)
    {
        var output = graph.Outputs[0];
        return output.Type is { IsUnknown: false, Shape.Rank: 2 } && output.Type.Shape[1].IsKnown && output.Type.Element.IsFloating()
            ? output.Type.Shape[1].Size
            : throw new ShapeException(
                $"A model that tells classes apart gives a score for each, [batch, classes]; the first output of this one is {output}.");
    }

    /// <summary>Whether the first output of a graph has a score for each of so many classes.</summary>
    public static bool HasScores(Graph graph, int classes) => HasScores(graph.Outputs[0].Kind, classes);

    /// <summary>Whether a tensor has a score for each of so many classes: floats, and one sample's along the last axis.</summary>
    public static bool HasScores(ValueKind kind, int classes) =>
        kind is TensorType { IsUnknown: false, Shape.Rank: > 0 } type && type.Element.IsFloating() && type.Shape[-1] == classes;

    /// <summary>The number of samples that a graph is made for; null where it takes any.</summary>
    public static int? Batch(Graph graph) =>
        graph.Inputs is [{ Type: { IsUnknown: false, Shape: { Rank: > 0 } shape } }, ..] && shape[0].IsKnown ? shape[0].Size : null;

    /// <summary>Makes sure that a graph has a score for each class of some labels.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="highest">The highest of the labels.</param>
    /// <exception cref="ShapeException">It has too few.</exception>
    public static void Require(Graph graph, long highest)
    {
        var classes = Classes(graph);
        if (highest >= classes)
            throw new ShapeException(
                $"The labels go up to {highest}, so a model needs {highest + 1} classes; the first output of this one is " +
                $"{graph.Outputs[0]}.");
    }
}
