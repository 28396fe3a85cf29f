using Bantam.Graphs;
using Bantam.Operators.Control;
using Bantam.Tensors;

namespace Bantam.Transforms.Reports;

/// <summary>
/// Which nodes of a graph stand for which of the graph that it was written down from. A node's own are those between the tensors that
/// stand for its outputs and what stood for values before; a node without any is part of what became of its readers.
/// </summary>
/// <param name="before">The graph that was.</param>
/// <param name="after">The graph that is.</param>
/// <param name="became">What stands for the values of nodes.</param>
/// <param name="rules">Which patterns were replaced at nodes.</param>
internal sealed class GraphDifference(
    Graph before, Graph after, IReadOnlyDictionary<Value, Tensor?> became, IReadOnlyDictionary<Node, IReadOnlyList<string>> rules)
{
    private readonly HashSet<Node> _alive = [.. after.Nodes];
    private readonly HashSet<Node> _taken = [];
    private readonly Dictionary<Value, Value> _inputs = before.Inputs.Zip(after.Inputs).ToDictionary(i => i.First, i => i.Second);

    /// <summary>What has changed.</summary>
    public IReadOnlyList<NodeChange> Changes()
    {
        var own = before.Nodes.ToDictionary(node => node, Own);
        var readers = before.Nodes.SelectMany(n => n.Inputs.OfType<Value>().Select(i => (Value: i, Reader: n))).ToLookup(
            r => r.Value.Producer, r => r.Reader);
        var (heads, members) = (new Dictionary<Node, Node>(), new Dictionary<Node, List<Node>>());
        foreach (var node in before.Nodes.Reverse())
        {
            if (IsSame(node, own[node])) continue;
            var head = own[node].Count > 0 || !IsGone(node) ? node
                : readers[node].Select(r => heads.GetValueOrDefault(r)).OfType<Node>().FirstOrDefault() ?? node;
            heads[node] = head;
            if (!members.TryGetValue(head, out var list)) members[head] = list = [];
            list.Insert(0, node);
        }

        return
        [
            .. before.Nodes.Where(members.ContainsKey).Select(head => new NodeChange(
                [.. members[head].Where(n => n != head), head], own[head], own[head].Count > 0 ? null : Standing(head.Outputs[0]),
                [.. members[head].SelectMany(n => rules.GetValueOrDefault(n) ?? []).Distinct()])),
        ];
    }

    /// <summary>The nodes that were written in the place of a node, in their order.</summary>
    private List<Node> Own(Node node)
    {
        var (found, open) = (new HashSet<Node>(), new Stack<Node>(node.Outputs.Select(o => Image(o)?.Producer).OfType<Node>()));
        while (open.TryPop(out var next))
        {
            if (!_alive.Contains(next) || !_taken.Add(next)) continue;
            found.Add(next);
            foreach (var producer in next.Inputs.Select(i => i?.Producer).OfType<Node>()) open.Push(producer);
        }

        return found.Count < 2 ? [.. found] : [.. after.Nodes.Where(found.Contains)];
    }

    private bool IsSame(Node node, List<Node> own) => own is [var now] && IsSame(node.Operator, now.Operator)
        && node.Inputs.Count == now.Inputs.Count && node.Inputs.Zip(now.Inputs).All(i => IsSame(i.First, i.Second));

    /// <summary>Operators with bodies are written down again, and so never equal.</summary>
    private static bool IsSame(Operators.Operator was, Operators.Operator now) =>
        was is SubgraphOperator ? was.GetType() == now.GetType() : was.Equals(now);

    private bool IsSame(Value? was, Value? now)
    {
        if (was is null || now is null) return was == now;
        if ((was.Constant ?? Constant(was)) is { } constant)
            return now.Constant is { } other && (ReferenceEquals(constant, other) || TensorContents.Comparer.Equals(constant, other));

        // A variable is frozen to a constant, or stands for another one that lies as kernels read it.
        return was.Variable is null ? Image(was) == now : now.Variable is not null || now.Constant is not null;
    }

    /// <summary>Whether nothing in the graph stands for a node's outputs any more.</summary>
    private bool IsGone(Node node) => node.Outputs.All(
        o => became.GetValueOrDefault(o) is null || Image(o) is { Producer: { } producer } && !_alive.Contains(producer));

    private Tensor? Constant(Value value) => became.GetValueOrDefault(value) is { IsSymbolic: false } constant ? constant : null;

    private Value? Image(Value value) => became.GetValueOrDefault(value)?.Value ?? _inputs.GetValueOrDefault(value);

    private string? Standing(Value value) => Image(value) is { Constant: null } now ? now.Name : null;
}
