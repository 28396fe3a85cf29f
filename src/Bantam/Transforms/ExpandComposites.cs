using Bantam.Graphs;
using Bantam.Operators;
using Bantam.Tensors;
using Bantam.Transforms.Reports;

namespace Bantam.Transforms;

/// <summary>Replaces operators that have an expansion and no template by their expansion, until none is left.</summary>
public static class ExpandComposites
{
    /// <summary>The graph with elementwise operators, those that <paramref name="hasTemplate"/> accepts, and opaque ones only.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="hasTemplate">Whether an operator on some inputs stays.</param>
    /// <param name="names">Numbers for named dimensions of the inputs.</param>
    /// <param name="largestFolded">What depends on constants only is computed up to this many elements.</param>
    public static Graph Apply(
        Graph graph, Func<Operator, IReadOnlyList<Tensor?>, bool> hasTemplate, IReadOnlyDictionary<string, int>? names = null,
        int largestFolded = GraphBuilder.UsuallyFoldedCount) => Apply(graph, hasTemplate, names, largestFolded, null);

    /// <summary>The same, where a recorder is told what became of values.</summary>
    internal static Graph Apply(
        Graph graph, Func<Operator, IReadOnlyList<Tensor?>, bool> hasTemplate, IReadOnlyDictionary<string, int>? names,
        int largestFolded, TransformRecorder? recorder)
    {
        // What an expansion writes down is expanded on the way, so that one pass is enough.
        var builder = new GraphBuilder
        {
            MergesEqualNodes = true,
            LargestFoldedCount = largestFolded,
            Replace = (op, inputs) => op is ElementwiseOperator || hasTemplate(op, inputs) ? null : op.Expand(inputs),
        };
        return GraphRewriter.Rewrite(graph, builder, names: names, written: recorder is null ? null : recorder.Note);
    }
}
