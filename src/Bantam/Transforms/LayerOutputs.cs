using Bantam.Graphs;
using Bantam.Operators.Activation;
using Bantam.Operators.Convolution;
using Bantam.Operators.Linear;
using Bantam.Operators.Pooling;
using Bantam.Tensors;

namespace Bantam.Transforms;

/// <summary>
/// What the layers of a model give, as outputs beside its own: for whoever wants to see inside. A layer is what nodes with one name before
/// the last slash are (<c>conv2d/Relu</c>); of nodes without such names it is each product, convolution and pooling with the activation
/// behind it.
/// </summary>
public static class LayerOutputs
{
    /// <summary>What the names of the added outputs begin with.</summary>
    public const string Prefix = "layers/";

    /// <summary>The graph with an output more for each layer, <c>layers/conv2d</c>, whose axes are as they are in the graph.</summary>
    /// <param name="graph">The graph.</param>
    public static Graph Add(Graph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var layers = Find(graph);
        return Graph.Trace([.. graph.Inputs.Select(i => (i.Name, i.Kind))], inputs =>
        {
            var all = graph.Inline(inputs, [.. graph.Outputs, .. layers.Select(l => l.Value)]);
            return
            [
                .. graph.Outputs.Select((o, i) => (o.Name, all[i])),
                .. layers.Select((l, i) => (Prefix + l.Layer, all[graph.Outputs.Count + i])),
            ];
        });
    }

    /// <summary>The layers of a graph, in order, each with the value that it gives.</summary>
    public static IReadOnlyList<(string Layer, Value Value)> Find(Graph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var readers = graph.Nodes.SelectMany(n => n.Inputs.OfType<Value>().Distinct().Select(i => (Value: i, Node: n)))
            .ToLookup(r => r.Value, r => r.Node);
        var found = new Dictionary<string, Value>();
        foreach (var node in graph.Nodes)
        {
            var layer = LayerOf(node);
            foreach (var output in node.Outputs)
            {
                if (output.Kind is not TensorType { Element: ElementType.Float, Shape.Rank: > 1 }) continue;
                if (layer.Length > 0 ? Leaves(output, layer) : IsLayer(node) && !IsCompleted(output))
                    found[layer.Length > 0 ? layer : node.Name] = output;
            }
        }

        return [.. found.Select(f => (f.Key, f.Value)).Where(f => f.Value.Producer is not null)];

        bool Leaves(Value value, string layer) => graph.Outputs.Contains(value) || readers[value].Any(r => LayerOf(r) != layer);

        bool IsCompleted(Value value) => readers[value].ToArray() is [var one] && IsActivation(one);
    }

    private static string LayerOf(Node node) => node.Name.LastIndexOf('/') is > 0 and var at ? node.Name[..at].TrimStart('/') : "";

    private static bool IsLayer(Node node) => node.Operator is Conv or ConvTranspose or MatMul or Gemm or MaxPool or AveragePool
        or GlobalAveragePool || IsActivation(node);

    private static bool IsActivation(Node node) => node.Operator.GetType().Namespace == typeof(Relu).Namespace;
}
