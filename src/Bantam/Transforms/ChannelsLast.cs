using Bantam.Graphs;
using Bantam.Plans;
using Bantam.Tensors;
using Bantam.Transforms.Reports;

namespace Bantam.Transforms;

/// <summary>
/// Lets every operator choose the order of its axes: convolutions and pooling compute on [batch, spatial…, channels], which has the
/// channels contiguous as the vector axis, and what is between them follows, so that transposes meet and cancel. Variables of rank 4 lie
/// as convolutions read them, [height, width, input, output].
/// </summary>
internal sealed class ChannelsLast
{
    private readonly GraphBuilder _builder;
    private readonly Dictionary<Value, LaidOut> _values = [];
    private readonly StateLayout _state;

    private ChannelsLast(StateLayout state, int largestFolded)
    {
        _state = state;
        _builder = new() { MergesEqualNodes = true, LargestFoldedCount = largestFolded };
    }

    /// <summary>The graph with each operator in the order of axes that it chooses.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="state">Where variables lie.</param>
    /// <param name="largestFolded">What depends on constants only is computed up to this many elements.</param>
    /// <param name="recorder">Is told what became of values; null where nobody wants to hear it.</param>
    public static Graph Apply(
        Graph graph, StateLayout state, int largestFolded = GraphBuilder.UsuallyFoldedCount, TransformRecorder? recorder = null) =>
        new ChannelsLast(state, largestFolded).Rewrite(graph, recorder);

    private Graph Rewrite(Graph graph, TransformRecorder? recorder)
    {
        using var scope = _builder.Enter();
        foreach (var input in graph.Inputs) _values[input] = new LaidOut(_builder.Input(input.Name, input.Type));
        foreach (var node in graph.Nodes)
        {
            var outputs = Rewrite(node);
            for (var i = 0; i < outputs.Length; i++)
            {
                _values[node.Outputs[i]] = outputs[i];
                recorder?.Note(node.Outputs[i], outputs[i].Physical);
            }
        }

        foreach (var output in graph.Outputs) _builder.Output(output.Name, Find(output).Logical());
        foreach (var (variable, value) in graph.Updates)
        {
            var physical = _state.Physical(variable);
            var found = Find(value);
            var isLogical = ReferenceEquals(physical, variable);
            _builder.Update(physical, isLogical ? found.Logical() : found.Arranged(StateLayout.WeightArrangement));
        }

        return _builder.Build();
    }

    private LaidOut Find(Value value)
    {
        if (value.Constant is { } constant) return new LaidOut(constant);
        if (value.Variable is not { } variable) return _values[value];
        var physical = _state.Physical(variable);
        return ReferenceEquals(physical, variable) ? new LaidOut(_builder.Read(variable))
            : new LaidOut(_builder.Read(physical), StateLayout.WeightOrder);
    }

    private LaidOut[] Rewrite(Node node)
    {
        var inputs = node.Inputs.Select(i => i is null ? (LaidOut?)null : Find(i)).ToArray();
        using var scope = _builder.InPlaceOf(node);
        return node.Operator.WithAxes(inputs)
            ?? [.. _builder.Add(node.Operator, [.. inputs.Select(i => i?.Logical())]).Select(t => new LaidOut(t))];
    }
}
