using Bantam.Graphs;

namespace Bantam.Transforms;

/// <summary>Makes constants of variables: for a model that infers and does not learn.</summary>
public static class Freeze
{
    /// <summary>
    /// The graph with the variables' present values as constants. They are not copied, so changing a variable's value changes the
    /// graph. Variables that the graph itself updates stay variables.
    /// </summary>
    public static Graph Apply(Graph graph)
    {
        var updated = graph.Updates.Select(u => u.Variable).ToHashSet();
        return GraphRewriter.Rewrite(graph, new GraphBuilder { MergesEqualNodes = true }, read: v => updated.Contains(v) ? null : v.Value);
    }
}
