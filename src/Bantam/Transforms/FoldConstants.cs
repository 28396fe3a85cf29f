using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Transforms;

/// <summary>
/// Computes what depends on constants only, however large it is: these nodes are a graph of their own, which runs once. What is small
/// is computed by <see cref="GraphBuilder"/> already while a graph is written down.
/// </summary>
public static class FoldConstants
{
    /// <summary>What a node makes larger than all that it reads, as repeating a number does, is folded up to this many elements.</summary>
    private const int LargestGrown = 1 << 16;

    /// <summary>The graph with constants in the place of what they give.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="run">Runs a graph without inputs: its outputs by name.</param>
    public static Graph Apply(Graph graph, Func<Graph, IReadOnlyDictionary<string, Tensor>> run)
    {
        var known = new HashSet<Value>();
        foreach (var node in graph.Nodes)
            if (IsKnown(node, known))
                known.UnionWith(node.Outputs);
        var read = graph.Nodes.Where(n => !known.Contains(n.Outputs[0])).SelectMany(n => n.Inputs).OfType<Value>();
        Value[] wanted = [.. read.Concat(graph.Outputs).Concat(graph.Updates.Select(u => u.Value)).Where(known.Contains).Distinct()];
        if (wanted.Length == 0) return graph;

        var results = run(new Graph([], wanted, [.. graph.Nodes.Where(n => known.Contains(n.Outputs[0]))], []));

        // Equal results are one tensor, so that nodes on them are equal.
        var shared = new Dictionary<Tensor, Tensor>(TensorContents.Comparer);
        foreach (var result in results.Values) shared.TryAdd(result, result);
        var folded = wanted.ToDictionary(v => v, v => shared[results[v.Name]]);
        var builder = new GraphBuilder { MergesEqualNodes = true };

        // What is known and not wanted has no reader any more.
        return GraphRewriter.Rewrite(graph, builder, (node, _) => known.Contains(node.Outputs[0]) ? Folded(node) : null);

        Tensor[] Folded(Node node) => [.. node.Outputs.Select(o => folded.GetValueOrDefault(o)!)];
    }

    private static bool IsKnown(Node node, HashSet<Value> known)
    {
        if (!node.Operator.IsDeterministic || !node.Outputs.All(o => o.Type.Shape.IsKnown)) return false;
        if (!node.Inputs.All(i => i is null || i.Constant is not null || known.Contains(i))) return false;
        var largest = node.Inputs.Select(i => i?.Type.Shape.ElementCount ?? 0).Append(LargestGrown).Max();
        return node.Outputs.All(o => o.Type.Shape.ElementCount <= largest);
    }
}
