using Bantam.Onnx.Protobuf;

namespace Bantam.Onnx.Reading;

/// <summary>
/// Nodes in an order in which each reads only what those before it gave. A file is to have them so, but what converts models to 16 bits
/// puts casts at the end.
/// </summary>
internal static class NodeOrder
{
    /// <summary>
    /// The same nodes, where they are in order already or have none; else each behind those that it reads from, and besides as they were.
    /// </summary>
    public static IReadOnlyList<NodeProto> Of(IReadOnlyList<NodeProto> nodes)
    {
        var givers = new Dictionary<string, int>();
        for (var i = 0; i < nodes.Count; i++)
            foreach (var output in nodes[i].Output)
                if (output.Length > 0)
                    givers.TryAdd(output, i);
        for (var i = 0; i < nodes.Count; i++)
            if (Reads(nodes[i]).Any(name => givers.TryGetValue(name, out var giver) && giver >= i))
                return Sorted(nodes, givers) ?? nodes;
        return nodes;
    }

    /// <summary>The nodes in order; null where some read of each other.</summary>
    private static List<NodeProto>? Sorted(IReadOnlyList<NodeProto> nodes, Dictionary<string, int> givers)
    {
        var missing = new int[nodes.Count];
        var readers = new List<int>[nodes.Count];
        var ready = new PriorityQueue<int, int>();
        for (var i = 0; i < nodes.Count; i++)
        {
            foreach (var name in Reads(nodes[i]).Distinct())
                if (givers.TryGetValue(name, out var giver))
                {
                    (readers[giver] ??= []).Add(i);
                    missing[i]++;
                }

            if (missing[i] == 0) ready.Enqueue(i, i);
        }

        var sorted = new List<NodeProto>(nodes.Count);
        while (ready.TryDequeue(out var node, out _))
        {
            sorted.Add(nodes[node]);
            foreach (var reader in readers[node] ?? [])
                if (--missing[reader] == 0)
                    ready.Enqueue(reader, reader);
        }

        return sorted.Count == nodes.Count ? sorted : null;
    }

    /// <summary>What a node reads, and what its bodies name, which may be of the graph around them.</summary>
    private static IEnumerable<string> Reads(NodeProto node) => node.Input.Concat(
        from attribute in node.Attribute
        from body in attribute.G is { } graph ? attribute.Graphs.Prepend(graph) : attribute.Graphs
        from name in body.Node.SelectMany(Reads).Concat(body.Output.Select(o => o.Name))
        select name);
}
