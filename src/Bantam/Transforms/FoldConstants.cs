using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Transforms.Reports;

namespace Bantam.Transforms;

/// <summary>
/// Computes what depends on constants only, however large it is: these nodes are graphs of their own, which run once, one after the
/// other, so that few of all weights are worked on at a time. What is small is computed by <see cref="GraphBuilder"/> already while a
/// graph is written down.
/// </summary>
public static class FoldConstants
{
    /// <summary>What a node makes larger than all that it reads, as repeating a number does, is folded up to this many elements.</summary>
    private const int LargestGrown = 1 << 16;

    /// <summary>Results of so many bytes are computed at a time, or more where they depend on one another.</summary>
    private const long EnoughBytes = 4 << 20;

    /// <summary>The graph with constants in the place of what they give.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="run">Runs a graph without inputs: its outputs by name, in tensors that it is given the means to make.</param>
    public static Graph Apply(Graph graph, Func<Graph, Func<TensorType, Tensor>, IReadOnlyDictionary<string, Tensor>> run) =>
        Apply(graph, run, null);

    /// <summary>The same, where a recorder is told what became of values.</summary>
    internal static Graph Apply(
        Graph graph, Func<Graph, Func<TensorType, Tensor>, IReadOnlyDictionary<string, Tensor>> run, TransformRecorder? recorder)
    {
        var known = new HashSet<Value>();
        foreach (var node in graph.Nodes)
            if (IsKnown(node, known))
                known.UnionWith(node.Outputs);
        var read = graph.Nodes.Where(n => !known.Contains(n.Outputs[0])).SelectMany(n => n.Inputs).OfType<Value>();
        Value[] wanted = [.. read.Concat(graph.Outputs).Concat(graph.Updates.Select(u => u.Value)).Where(known.Contains).Distinct()];
        if (wanted.Length == 0) return graph;

        // Equal results are one tensor, so that nodes on them are equal.
        var shared = new Dictionary<Tensor, Tensor>(TensorContents.Comparer);
        var folded = new Dictionary<Value, Tensor>();
        var pool = new TensorPool(wanted.Sum(v => TensorPool.Footprint(v.Type)));
        foreach (var portion in Portions(graph.Nodes.Where(n => known.Contains(n.Outputs[0])), [.. wanted]))
        {
            var results = run(portion, pool.Next);
            foreach (var value in portion.Outputs)
            {
                var result = results[value.Name];
                folded[value] = shared.TryGetValue(result, out var equal) ? equal : shared[result] = result;
            }
        }

        var builder = new GraphBuilder { MergesEqualNodes = true };

        // What is known and not wanted has no reader any more.
        return GraphRewriter.Rewrite(graph, builder, (node, _) => known.Contains(node.Outputs[0]) ? Folded(node) : null,
            written: recorder is null ? null : recorder.Note);

        Tensor[] Folded(Node node) => [.. node.Outputs.Select(o => folded.GetValueOrDefault(o)!)];
    }

    /// <summary>Graphs of the nodes, none of which reads what another one computes.</summary>
    private static IEnumerable<Graph> Portions(IEnumerable<Node> nodes, HashSet<Value> wanted)
    {
        var parts = new Dictionary<Node, List<Node>>();
        foreach (var node in nodes)
        {
            List<Node> part = parts[node] = [node];
            foreach (var other in node.Inputs.Select(i => i?.Producer).OfType<Node>().Select(p => parts[p]).Distinct().ToArray())
            {
                part.InsertRange(part.Count - 1, other);
                foreach (var earlier in other) parts[earlier] = part;
            }
        }

        // The largest first: the others fit the memory that it takes.
        var portion = new List<Node>();
        foreach (var part in parts.Values.Distinct().OrderByDescending(part => part.SelectMany(n => n.Outputs).Sum(o => o.Type.Bytes)))
        {
            portion.AddRange(part);
            if (Wanted().Sum(v => v.Type.Bytes) < EnoughBytes) continue;
            yield return new Graph([], [.. Wanted()], portion, []);
            portion = [];
        }

        if (portion.Count > 0) yield return new Graph([], [.. Wanted()], portion, []);

        IEnumerable<Value> Wanted() => portion.SelectMany(n => n.Outputs).Where(wanted.Contains);
    }

    private static bool IsKnown(Node node, HashSet<Value> known)
    {
        if (!node.Operator.IsDeterministic || !node.Outputs.All(o => o.Kind is TensorType { Shape.IsKnown: true })) return false;
        if (!node.Inputs.All(i => i is null || i.Constant is not null || known.Contains(i))) return false;
        var largest = node.Inputs.Select(i => i?.Type.Shape.ElementCount ?? 0).Append(LargestGrown).Max();
        return node.Outputs.All(o => o.Type.Shape.ElementCount <= largest);
    }
}
