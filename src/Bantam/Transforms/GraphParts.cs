using Bantam.Graphs;
using Bantam.Operators;
using Bantam.Operators.Control;
using Bantam.Tensors;

namespace Bantam.Transforms;

/// <summary>
/// Parts a graph at the nodes that have no plan, since only a run shows the sizes of what they give, or since they have to do with
/// sequences, optionals and texts, so that what lies between them can be planned: a part of ordinary nodes, one of such nodes, and so
/// on. What follows from sizes is no output of a part: each computes it where it needs it.
/// </summary>
internal static class GraphParts
{
    /// <summary>
    /// The parts in the order in which they run. Inputs and outputs have the names of the values in the graph; dimensions that a part of
    /// the second kind shows have the names that they have there.
    /// </summary>
    public static IReadOnlyList<Graph> Of(Graph graph)
    {
        var partOf = PartsOf(graph);
        var parts = new List<Graph>();
        foreach (var part in partOf.Values.Distinct().Order())
        {
            var nodes = new HashSet<Node>();
            foreach (var node in partOf.Where(s => s.Value == part)) Add(node.Key, nodes);
            parts.Add(Part(graph, [.. graph.Nodes.Where(nodes.Contains)], partOf, part));
        }

        return parts;

        void Add(Node node, HashSet<Node> nodes)
        {
            if (!nodes.Add(node)) return;
            foreach (var input in node.Inputs)
                if (input is { Elements: not null, Producer: { } producer })
                    Add(producer, nodes);
        }
    }

    /// <summary>Of each node, but those that compute with sizes alone, the part: even ones can be planned.</summary>
    private static Dictionary<Node, int> PartsOf(Graph graph)
    {
        var names = graph.Inputs.SelectMany(NamesOf).ToHashSet();
        var (partOf, levels) = (new Dictionary<Node, int>(), new Dictionary<Value, int>());
        foreach (var node in graph.Nodes)
        {
            var level = node.Inputs.Select(i => i is null ? 0 : levels.GetValueOrDefault(i)).DefaultIfEmpty().Max();
            string[] shown = [.. node.Outputs.SelectMany(NamesOf).Where(name => !names.Contains(name))];
            names.UnionWith(shown);
            var isEvaluated = shown.Length > 0 || IsEvaluated(node);
            if (node.Outputs.Any(o => o.Elements is null)) partOf[node] = (2 * level) + (isEvaluated ? 1 : 0);
            foreach (var output in node.Outputs) levels[output] = isEvaluated ? level + 1 : level;
        }

        return partOf;
    }

    /// <summary>
    /// Whether a node, or one in a body of it, has to do with sequences or optionals, or with texts, or is not written down yet.
    /// </summary>
    public static bool IsEvaluated(Node node) =>
        node.Operator is Deferred
        || node.Inputs.Concat(node.Outputs).Any(v => v is { Kind: not TensorType or TensorType { Element: ElementType.String } })
        || (node.Operator is SubgraphOperator outer && outer.Bodies.Any(b => b.All.Any(IsEvaluated)));

    private static IEnumerable<string> NamesOf(Value value) => value.Kind is TensorType type ? type.Shape.Names : [];

    private static Graph Part(Graph graph, IReadOnlyList<Node> nodes, Dictionary<Node, int> partOf, int part)
    {
        var own = nodes.SelectMany(n => n.Outputs).ToHashSet();
        var given = nodes.SelectMany(n => n.Inputs).OfType<Value>().Distinct()
            .Where(v => !own.Contains(v) && v.Constant is null && v.Variable is null).ToArray();
        var wanted = graph.Outputs.Concat(graph.Nodes.Where(n => partOf.GetValueOrDefault(n, -1) != part).SelectMany(n => n.Inputs))
            .OfType<Value>().Where(v => own.Contains(v) && v.Elements is null && partOf[v.Producer!] == part).Distinct();
        return Graph.Trace([.. given.Select(v => (v.Name, v.Kind))], inputs =>
        {
            var builder = GraphBuilder.Current!;
            var tensors = given.Zip(inputs).ToDictionary(p => p.First, p => p.Second);
            foreach (var node in nodes)
            {
                var outputs = builder.Add(node.Operator, [.. node.Inputs.Select(i => i is null ? null : Find(i))], node.Name);
                for (var i = 0; i < outputs.Length; i++) tensors[node.Outputs[i]] = outputs[i];
            }

            return [.. wanted.Select(v => (v.Name, tensors[v]))];

            Tensor Find(Value value) =>
                value.Constant ?? (value.Variable is { } variable ? builder.Read(variable) : tensors[value]);
        });
    }
}
