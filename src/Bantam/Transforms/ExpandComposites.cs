using Bantam.Graphs;
using Bantam.Operators;
using Bantam.Tensors;

namespace Bantam.Transforms;

/// <summary>Replaces operators that have an expansion and no template by their expansion, until none is left.</summary>
public static class ExpandComposites
{
    private const int DeepestNesting = 8;

    /// <summary>The graph with only elementwise operators, operators that <paramref name="hasTemplate"/> accepts, and opaque ones.</summary>
    public static Graph Apply(Graph graph, Func<Operator, IReadOnlyList<Tensor?>, bool> hasTemplate, IReadOnlyDictionary<string, int>? names = null)
    {
        for (var depth = 0; depth < DeepestNesting; depth++)
        {
            var changed = false;
            graph = GraphRewriter.Rewrite(graph, (node, inputs) =>
            {
                if (node.Operator is ElementwiseOperator || hasTemplate(node.Operator, inputs)) return null;
                var expansion = node.Operator.Expand(inputs);
                changed |= expansion is not null;
                return expansion;
            }, names);
            if (!changed) break;
        }

        return graph;
    }
}
