using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Transforms.Reports;

/// <summary>Notes down what stands for the values of a graph while a transform writes it down again.</summary>
internal sealed class TransformRecorder
{
    private readonly Dictionary<Value, Tensor?> _became = [];
    private readonly Dictionary<Node, IReadOnlyList<string>> _rules = [];
    private readonly List<string> _applied = [];

    /// <summary>Runs a transform and tells what it did to whoever wants to hear it.</summary>
    /// <param name="name">The transform's name.</param>
    /// <param name="graph">What it is given.</param>
    /// <param name="done">Who wants to hear it; where nobody does, nothing is recorded.</param>
    /// <param name="transform">The transform; it is given a recorder where somebody does.</param>
    public static Graph Run(string name, Graph graph, Action<TransformReport>? done, Func<Graph, TransformRecorder?, Graph> transform)
    {
        if (done is null) return transform(graph, null);
        var recorder = new TransformRecorder();
        var result = transform(graph, recorder);
        var isWritten = !ReferenceEquals(graph, result);
        done(new TransformReport(
            name, graph, result, isWritten ? new GraphDifference(graph, result, recorder._became, recorder._rules).Changes() : []));
        return result;
    }

    /// <summary>Notes which tensor stands for a value; null where nothing does.</summary>
    public void Note(Value value, Tensor? tensor)
    {
        _became[value] = tensor;
        if (_applied.Count == 0 || value.Producer is not { } node) return;
        _rules[node] = [.. _applied.Distinct()];
        _applied.Clear();
    }

    /// <summary>Notes that a pattern was replaced; it belongs to the node whose outputs are noted next.</summary>
    public void Apply(string rule) => _applied.Add(rule);
}
