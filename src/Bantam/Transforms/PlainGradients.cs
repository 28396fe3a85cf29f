using Bantam.Graphs;
using Bantam.Operators.Control;

namespace Bantam.Transforms;

/// <summary>
/// Puts functions in the place of those with a gradient of their caller's: for what is never differentiated again, such as a file.
/// </summary>
public static class PlainGradients
{
    /// <summary>The graph without <c>Gradients.Custom</c>; the same one where there is none in it.</summary>
    public static Graph Apply(Graph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return graph.All.Any(n => n.Operator is CustomGradient)
            ? ExpandComposites.Apply(graph, (op, _) => op is not CustomGradient) : graph;
    }
}
