using Bantam.Graphs;
using Bantam.Operators.Control;
using Bantam.Tensors;

namespace Bantam.Transforms.Rewrites;

/// <summary>What is known of the tensors of a graph that is being rewritten.</summary>
internal sealed class Readers
{
    private readonly Dictionary<Value, int> _before = [];
    private readonly Dictionary<Value, int> _now = [];
    private readonly Dictionary<Value, bool> _known = [];

    /// <summary>Counts who reads the values of a graph and of the bodies in it; outputs and updates are readers.</summary>
    public Readers(Graph graph) => Count(graph);

    /// <summary>Notes which tensor stands for a value of the graph.</summary>
    public void Note(Value value, Tensor tensor)
    {
        if (tensor.Value is { } now) _now[now] = _now.GetValueOrDefault(now) + _before.GetValueOrDefault(value);
    }

    /// <summary>Whether a tensor has one reader. What a rewrite wrote in between is read by that rewrite alone.</summary>
    public bool IsReadOnce(Tensor tensor) => tensor.Value is { } value && _now.GetValueOrDefault(value, 1) <= 1;

    /// <summary>Whether a tensor is a constant or follows from constants.</summary>
    public bool IsKnown(Tensor tensor) => tensor.Value is not { } value || IsKnown(value);

    private void Count(Graph graph)
    {
        var read = graph.Nodes.SelectMany(n => n.Inputs).OfType<Value>().Concat(graph.Outputs).Concat(graph.Updates.Select(u => u.Value));
        foreach (var value in read) _before[value] = _before.GetValueOrDefault(value) + 1;
        foreach (var body in graph.Nodes.Select(n => n.Operator).OfType<SubgraphOperator>().SelectMany(o => o.Bodies)) Count(body);
    }

    private bool IsKnown(Value value)
    {
        if (value.Constant is not null) return true;
        if (value.Producer is not { } node || !node.Operator.IsDeterministic) return false;
        if (_known.TryGetValue(value, out var known)) return known;
        return _known[value] = node.Inputs.All(i => i is null || IsKnown(i));
    }
}
