using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Operators;
using Bantam.Operators.Convolution;
using Bantam.Operators.Movement;
using Bantam.Operators.Pooling;
using Bantam.Operators.Reduction;
using Bantam.Plans;
using Bantam.Tensors;

namespace Bantam.Transforms;

/// <summary>
/// Makes convolutions and pooling compute on [batch, height, width, channels], which has the channels contiguous as the vector axis.
/// Orders of axes are carried through elementwise operators and reductions, so that transposes meet and cancel; variables of rank 4
/// lie as convolutions read them, [height, width, input, output].
/// </summary>
internal sealed class ChannelsLast
{
    /// <summary>Where the axes N, C, H, W of an image lie.</summary>
    private static readonly Ints ImageOrder = [0, 3, 1, 2];

    private readonly GraphBuilder _builder = new() { MergesEqualNodes = true };
    private readonly Dictionary<Value, LaidOut> _values = [];
    private readonly StateLayout _state;

    private ChannelsLast(StateLayout state) => _state = state;

    /// <summary>The graph with every convolution and pooling channels last.</summary>
    public static Graph Apply(Graph graph, StateLayout state) => new ChannelsLast(state).Rewrite(graph);

    private Graph Rewrite(Graph graph)
    {
        using var scope = _builder.Enter();
        foreach (var input in graph.Inputs) _values[input] = new LaidOut(_builder.Input(input.Name, input.Type));
        foreach (var node in graph.Nodes)
        {
            var outputs = Rewrite(node);
            for (var i = 0; i < outputs.Length; i++) _values[node.Outputs[i]] = outputs[i];
        }

        foreach (var output in graph.Outputs) _builder.Output(output.Name, Find(output).Logical());
        foreach (var (variable, value) in graph.Updates)
        {
            var physical = _state.Physical(variable);
            _builder.Update(physical, ReferenceEquals(physical, variable) ? Find(value).Logical() : Find(value).Arranged(StateLayout.WeightArrangement));
        }

        return _builder.Build();
    }

    private LaidOut Find(Value value)
    {
        if (value.Constant is { } constant) return new LaidOut(constant);
        if (value.Variable is not { } variable) return _values[value];
        var physical = _state.Physical(variable);
        return ReferenceEquals(physical, variable) ? new LaidOut(_builder.Read(variable)) : new LaidOut(_builder.Read(physical), StateLayout.WeightOrder);
    }

    private LaidOut[] Rewrite(Node node)
    {
        var inputs = node.Inputs.Select(i => i is null ? (LaidOut?)null : Find(i)).ToArray();
        switch (node.Operator)
        {
            case Conv { Attributes.ChannelsLast: false } conv:
                var output = ChannelsLastConvolution.Conv(conv.Attributes, Image(inputs[0]), Weights(inputs[1]));
                return [new LaidOut(inputs.ElementAtOrDefault(2) is { } bias ? output + bias.Logical() : output, ImageOrder)];
            case ConvInputGradient { Attributes.ChannelsLast: false } gradient:
                return [new LaidOut(ChannelsLastConvolution.InputGradient(gradient, Image(inputs[0]), Weights(inputs[1])), ImageOrder)];
            case ConvWeightGradient { Attributes.ChannelsLast: false } gradient:
                return [new LaidOut(ChannelsLastConvolution.WeightGradient(gradient, Image(inputs[0]), Image(inputs[1])), StateLayout.WeightOrder)];
            case MaxPool { Attributes.ChannelsLast: false } pool:
                return [new LaidOut(ChannelsLastPooling.Max(pool.Attributes, Image(inputs[0])), ImageOrder)];
            case MaxPoolGradient { Attributes.ChannelsLast: false } pool:
                return [new LaidOut(ChannelsLastPooling.MaxGradient(pool.Attributes, Image(inputs[0]), Image(inputs[1]), Image(inputs[2])), ImageOrder)];
            case AveragePool { Attributes.ChannelsLast: false } pool:
                return [new LaidOut(ChannelsLastPooling.Average(pool, Image(inputs[0])), ImageOrder)];
            case AveragePoolGradient { Pool.Attributes.ChannelsLast: false } pool:
                return [new LaidOut(ChannelsLastPooling.AverageGradient(pool, Image(inputs[0])), ImageOrder)];
            case Transpose transpose:
                return [LaidOut.Of(inputs[0]!.Value.Physical, transpose.Permutation.Select(axis => inputs[0]!.Value.Place(axis)))];
            case Identity:
                return [inputs[0]!.Value];
            case Expand when inputs[0]!.Value is { Order: { } order } image && image.Rank == node.Outputs[0].Type.Shape.Rank:
                var laidOut = new Shape(new Transpose(order).Inverse.Select(axis => node.Outputs[0].Type.Shape[axis]));
                return [new LaidOut(image.Physical.Expand(laidOut), order)];
            case ElementwiseOperator { ShapeInputs: 0 } when inputs.Any(i => i!.Value.Order is not null):
                return [Elementwise(node, inputs)];
            case ReduceOperator reduce when inputs[0]!.Value.Order is not null:
                return [Reduce(node, reduce, inputs[0]!.Value)];
            default:
                return [.. _builder.Add(node.Operator, [.. inputs.Select(i => i?.Logical())], node.Name).Select(t => new LaidOut(t))];
        }
    }

    private static Tensor Image(LaidOut? image) => image!.Value.Arranged([0, 2, 3, 1]);

    private static Tensor Weights(LaidOut? weights) => weights!.Value.Arranged(StateLayout.WeightArrangement);

    /// <summary>Computes in the order of the first operand that has one and the result's rank; the others are brought to it.</summary>
    private LaidOut Elementwise(Node node, LaidOut?[] inputs)
    {
        var rank = node.Outputs[0].Type.Shape.Rank;
        var leading = inputs.Select(i => i!.Value).Where(i => i.Rank == rank && i.Order is not null).OrderByDescending(i => i.Physical.Shape.ElementCount).Select(i => i.Order!).FirstOrDefault();
        if (leading is null) return new LaidOut(_builder.Add(node.Operator, [.. inputs.Select(i => i!.Value.Logical())], node.Name)[0]);
        var arrangement = new Transpose(leading).Inverse;
        var operands = inputs.Select(i => i!.Value).Select(i =>
        {
            if (i.Physical.Shape.Rank == 0) return i.Physical;
            if (leading.Equals(i.Order)) return i.Physical;
            var logical = i.Logical();
            if (logical.Shape.Rank < rank) logical = logical.Unsqueeze([.. Enumerable.Range(0, rank - logical.Shape.Rank)]);
            return LaidOut.Permute(logical, arrangement);
        });
        return new LaidOut(_builder.Add(node.Operator, [.. operands], node.Name)[0], leading);
    }

    /// <summary>Reduces the same axes where they lie; those that stay keep their order.</summary>
    private LaidOut Reduce(Node node, ReduceOperator reduce, LaidOut input)
    {
        var axes = reduce.Axes(node.Inputs[0]!.Type.Shape, node.Inputs.ElementAtOrDefault(1)?.Constant?.ToIntegers());
        var places = axes.Select(a => input.Place(a)).Order().ToArray();
        var result = _builder.Add(reduce, [input.Physical, Tensor.From<long>([.. places.Select(p => (long)p)], Shape.Of(places.Length))], node.Name)[0];
        if (reduce.KeepDimensions) return new LaidOut(result, input.Order);
        var left = Enumerable.Range(0, input.Rank).Where(a => !axes.Contains(a)).Select(a => input.Place(a)).ToArray();
        var ranked = left.Order().ToList();
        return LaidOut.Of(result, left.Select(p => ranked.IndexOf(p)));
    }
}
