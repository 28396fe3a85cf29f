using Bantam.Graphs;
using Bantam.Operators.Convolution;
using Bantam.Operators.Movement;
using Bantam.Operators.Pooling;
using Bantam.Tensors;

namespace Bantam.Transforms;

/// <summary>
/// Brings a graph on images [batch, height, width, channels], as layers write it, to the order of ONNX, [batch, channels, height, width]:
/// operators on images take them as they are, what is between follows, and transposes meet and cancel. Values are the same.
/// </summary>
public static class ChannelsFirst
{
    private const int ImageRank = 4;
    private static readonly Ints ImageOrder = [0, 2, 3, 1];
    private static readonly int[] ImageArrangement = [0, 3, 1, 2];

    /// <summary>The graph with as few transposes between its operators as can be.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="images">
    /// Whether inputs and outputs of rank 4 are images too, which the result takes and gives as [batch, channels, height, width].
    /// </param>
    public static Graph Apply(Graph graph, bool images = false)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var builder = new GraphBuilder { MergesEqualNodes = true };
        var values = new Dictionary<Value, LaidOut>();
        using var scope = builder.Enter();
        foreach (var input in graph.Inputs) values[input] = Input(input);
        foreach (var node in graph.Nodes)
        {
            var outputs = Rewrite(node);
            for (var i = 0; i < outputs.Length; i++) values[node.Outputs[i]] = outputs[i];
        }

        foreach (var output in graph.Outputs)
        {
            var found = Find(output);
            builder.Output(output.Name, IsImage(output) ? found.Arranged(ImageArrangement) : found.Logical());
        }

        foreach (var (variable, value) in graph.Updates) builder.Update(variable, Find(value).Logical());
        return builder.Build();

        bool IsImage(Value value) => images && value.Kind is TensorType { Shape.Rank: ImageRank };

        LaidOut Input(Value input)
        {
            if (!IsImage(input)) return new LaidOut(builder.Input(input.Name, input.Kind));
            var shape = new Shape(ImageArrangement.Select(axis => input.Type.Shape[axis]));
            return new LaidOut(builder.Input(input.Name, input.Type with { Shape = shape }), ImageOrder);
        }

        LaidOut Find(Value value) => value.Constant is { } constant ? new LaidOut(constant)
            : value.Variable is { } variable ? new LaidOut(builder.Read(variable)) : values[value];

        LaidOut[] Rewrite(Node node)
        {
            LaidOut?[] inputs = [.. node.Inputs.Select(i => i is null ? null : Find(i))];
            using var place = builder.InPlaceOf(node);

            // These would bring their images to the order in which they are computed; what is no image behind a reshape, such as the
            // tokens of a transformer, would be transposed wherever it is read.
            var isInOrder = node.Operator is Conv or ConvInteger or IPool
                || (node.Operator is MovementOperator && node.Outputs[0].Kind is TensorType { Shape.Rank: < ImageRank });
            return (isInOrder ? null : node.Operator.WithAxes(inputs))
                ?? [.. builder.Add(node.Operator, [.. inputs.Select(i => i?.Logical())]).Select(t => new LaidOut(t))];
        }
    }
}
