using Bantam.Graphs;
using Bantam.Operators;
using Bantam.Tensors;

namespace Bantam.Transforms;

/// <summary>Replaces operators that have an expansion and no template by their expansion, until none is left.</summary>
public static class ExpandComposites
{
    /// <summary>The graph with elementwise operators, those that <paramref name="hasTemplate"/> accepts, and opaque ones only.</summary>
    public static Graph Apply(
        Graph graph, Func<Operator, IReadOnlyList<Tensor?>, bool> hasTemplate, IReadOnlyDictionary<string, int>? names = null)
    {
        // What an expansion writes down is expanded on the way, so that one pass is enough.
        var builder = new GraphBuilder
        {
            MergesEqualNodes = true,
            Replace = (op, inputs) => op is ElementwiseOperator || hasTemplate(op, inputs) ? null : op.Expand(inputs),
        };
        return GraphRewriter.Rewrite(graph, builder, names: names);
    }
}
