using Bantam.Graphs;
using Bantam.Operators;
using Bantam.Operators.Randomness;
using Bantam.Tensors;

namespace Bantam.Transforms;

/// <summary>
/// Finds out whether a graph computes each sample of a batch by itself, from what its operators say of their axes: only then may the
/// samples be computed in several runs.
/// </summary>
public sealed class SampleMixing
{
    /// <summary>A batch that is tried: large enough that samples can be told apart.</summary>
    private const int Trial = 3;

    private readonly Dictionary<Value, (int Axis, int[] Samples)> _sampled = [];

    private SampleMixing()
    {
    }

    /// <summary>Where samples of a batch first meet.</summary>
    /// <param name="graph">A graph with inputs whose first dimension is the batch.</param>
    /// <param name="batch">The dimension's name.</param>
    /// <param name="dimensions">Numbers for other named dimensions.</param>
    /// <returns>
    /// The node or the output, for people; null where each output's samples follow from the same samples of the inputs alone, or the
    /// graph takes no other batch than 1.
    /// </returns>
    public static string? Find(Graph graph, string batch, IReadOnlyDictionary<string, int> dimensions)
    {
        Graph bound;
        try
        {
            // Random operators are taken apart so that it shows where their numbers go.
            var numbers = new Dictionary<string, int>(dimensions) { [batch] = Trial };
            bound = ExpandComposites.Apply(
                graph, (op, inputs) => op is not RandomOperator && op.Axes(OperatorInputs.Of(inputs)) is not null, numbers);
        }
        catch (ShapeException)
        {
            return null;
        }

        var mixing = new SampleMixing();
        foreach (var (input, own) in bound.Inputs.Zip(graph.Inputs))
            if (own.Type.Shape.Rank > 0 && own.Type.Shape[0].Name == batch)
                mixing._sampled[input] = (0, [.. Enumerable.Range(0, Trial)]);
        return bound.Nodes.Where(node => !mixing.Follow(node)).Select(node => node.Where).FirstOrDefault()
            ?? bound.Outputs.Where(o => !mixing.IsOneAfterTheOther(o)).Select(o => $"output '{o.Name}'").FirstOrDefault();
    }

    /// <summary>Finds the samples in the outputs of a node; whether each element of them is of one sample.</summary>
    private bool Follow(Node node)
    {
        Value[] sampled = [.. node.Inputs.OfType<Value>().Where(_sampled.ContainsKey)];
        if (sampled.Length == 0) return true;
        if (AxesOf(node) is not { } map) return false;
        for (var o = 0; o < node.Outputs.Count; o++)
        {
            (int Axis, int[] Samples)? result = null;
            var labels = new HashSet<AxisLabel>();
            for (var i = 0; i < node.Inputs.Count; i++)
            {
                if (node.Inputs[i] is not { } input || !_sampled.TryGetValue(input, out var from)) continue;
                if (map.Inputs[i]?[from.Axis] is not { } axis) return false;
                if (AxisMap.LabelOf(axis, from.Samples) is not { Kind: AxisKind.Pointwise } label) return false;
                var to = Array.FindIndex(map.Outputs[o], parts => parts.Any(p => p.Label == label && p.Step != 0));
                if (to < 0) return false;
                if (AxisMap.Carry(axis, from.Samples, label, map.Outputs[o][to]) is not { } samples || samples.Contains(-1)) return false;
                if (result is { } known && (known.Axis != to || !known.Samples.SequenceEqual(samples))) return false;
                result = (to, samples);
                labels.Add(label);
            }

            _sampled[node.Outputs[o]] = result!.Value;

            // What does not come from samples must be the same for all of them.
            foreach (var (input, axes) in node.Inputs.Zip(map.Inputs))
                if (input is not null && axes is not null && !_sampled.ContainsKey(input) && !IsUniform(input, axes, labels))
                    return false;
        }

        return true;
    }

    /// <summary>Whether the samples lie one after the other along the first axis of an output, or there are none in it.</summary>
    private bool IsOneAfterTheOther(Value output)
    {
        if (!_sampled.TryGetValue(output, out var sampled)) return true;
        var each = sampled.Samples.Length / Trial;
        var inOrder = Enumerable.Range(0, Trial).SelectMany(sample => Enumerable.Repeat(sample, each));
        return sampled.Axis == 0 && sampled.Samples.SequenceEqual(inOrder);
    }

    /// <summary>Whether a value has the same elements at all places of the axes that have some labels.</summary>
    private static bool IsUniform(Value value, AxisPart[][] axes, IReadOnlySet<AxisLabel> labels)
    {
        for (var axis = 0; axis < axes.Length; axis++)
            if (axes[axis].Any(p => p.Step != 0 && labels.Contains(p.Label)) && !IsUniform(value, axis))
                return false;
        return true;
    }

    private static bool IsUniform(Value value, int axis)
    {
        if (value.Type.Shape[axis] == 1) return true;
        if (value.Constant is { } constant)
        {
            var first = constant.Gather(Tensor.Integers([0]), axis).Expand(constant.Shape);
            return first.Bytes.SequenceEqual(constant.Bytes);
        }

        if (value.Producer is not { Operator: not ElementwiseOperator { UsesElementIndex: true } } node) return false;
        if (AxesOf(node) is not { } map) return false;
        var labels = map.Outputs[value.OutputIndex][axis].Select(part => part.Label).ToHashSet();
        return labels.All(label => label.Kind == AxisKind.Pointwise)
            && node.Inputs.Zip(map.Inputs).All(i => i.First is null || i.Second is null || IsUniform(i.First, i.Second, labels));
    }

    private static AxisMap? AxesOf(Node node) => node.Operator.Axes(OperatorInputs.Of(node));
}
