using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Transforms.Reports;

namespace Bantam.Transforms;

/// <summary>Makes constants of variables: for a model that infers and does not learn.</summary>
public static class Freeze
{
    /// <summary>
    /// The graph with the variables' present values as constants. They are not copied, so changing a variable's value changes the
    /// graph. Variables that the graph itself updates stay variables.
    /// </summary>
    public static Graph Apply(Graph graph) => Apply(graph, null);

    /// <summary>The same, where a recorder is told what became of values.</summary>
    internal static Graph Apply(Graph graph, TransformRecorder? recorder)
    {
        var updated = graph.Updates.Select(u => u.Variable).ToHashSet();
        var constants = new Dictionary<Variable, Tensor>();
        return GraphRewriter.Rewrite(graph, new GraphBuilder { MergesEqualNodes = true }, read: variable =>
        {
            // What is made of a constant, packed or in another order, is kept for that tensor. A tensor of its own for each frozen graph
            // lets the next one see what training has changed since.
            if (updated.Contains(variable)) return null;
            if (!constants.TryGetValue(variable, out var constant))
                constants[variable] = constant = variable.Value.View(variable.Value.Shape);
            return constant;
        }, written: recorder is null ? null : recorder.Note);
    }
}
