using Bantam.Graphs;
using Bantam.Operators.Movement;
using static Bantam.Bench.TensorFlow.GraphModel;

namespace Bantam.Bench.TensorFlow;

/// <content>What moves elements.</content>
internal sealed partial class GraphModelConverter
{
    /// <summary>Moves nothing: the same elements under other names of axes.</summary>
    private void WriteTranspose(Node node, IReadOnlyList<int> permutation)
    {
        var x = Find(node.Inputs[0]!);
        var places = permutation.ToList();
        Set(node, x.Name, [.. x.Order.Select(axis => places.IndexOf(axis))]);
    }

    private void WriteReshape(Node node)
    {
        var (x, to) = (Find(node.Inputs[0]!), node.Outputs[0].Type.Shape.Sizes);
        if (IsSplit(x.Shape, to))
        {
            // The channels of an image are parted where they lie.
            x = Arrange(x, LaidTensor.ChannelsLast);
            Reshaped(node, x, to, [0, 3, 4, 1, 2]);
        }
        else if (IsSplit(to, x.Shape))
        {
            x = Arrange(x, [0, 3, 4, 1, 2]);
            Reshaped(node, x, to, LaidTensor.ChannelsLast);
        }
        else
        {
            Reshaped(node, Plain(x), to, LaidTensor.Plain(to.Length));
        }
    }

    /// <summary>Whether [batch, channels, height, width] becomes [batch, groups, channels, height, width].</summary>
    private static bool IsSplit(IReadOnlyList<int> from, IReadOnlyList<int> to) =>
        from.Count == 4 && to.Count == 5 && from[0] == to[0] && from[1] == to[1] * to[2] && from[2] == to[3] && from[3] == to[4];

    private void Reshaped(Node node, LaidTensor x, IReadOnlyList<int> shape, IReadOnlyList<int> order)
    {
        int[] sizes = [.. order.Select(axis => shape[axis])];
        Set(node, _model.Add("Reshape", [x.Name, _model.Constant(sizes)]), order);
    }

    private void WriteConcat(Node node, int axis)
    {
        LaidTensor[] parts = [.. node.Inputs.Select(i => Find(i!))];
        var order = parts[0].Order;
        LaidTensor[] arranged = [.. parts.Select(p => Arrange(p, order))];
        var joined = _model.Add(
            "ConcatV2", [.. arranged.Select(p => p.Name), _model.Scalar(arranged[0].PlaceOf(axis))], ("N", Number(parts.Length)));
        Set(node, joined, order);
    }

    private void WriteSplit(Node node, int axis)
    {
        var x = Find(node.Inputs[0]!);
        int[] sizes = [.. node.Outputs.Select(o => o.Type.Shape.Sizes[o.Type.Shape.Axis(axis)])];
        var parts = _model.Add(
            "SplitV", [x.Name, _model.Constant(sizes), _model.Scalar(x.PlaceOf(axis))], ("num_split", Number(sizes.Length)));
        for (var i = 0; i < sizes.Length; i++)
            _known[node.Outputs[i]] = Laid(node.Outputs[i], i == 0 ? parts : $"{parts}:{i}", x.Order);
    }

    private void WriteSlice(Node node)
    {
        var x = Find(node.Inputs[0]!);
        var numbers = node.Inputs.Skip(1)
            .Select(i => i is null ? null : i.Constant?.ToIntegers() ?? throw Unwritten(node, "a computed end")).ToArray();
        var ranges = Slice.Ranges(
            node.Inputs[0]!.Type.Shape, numbers[0]!, numbers[1]!, numbers.ElementAtOrDefault(2), numbers.ElementAtOrDefault(3));
        if (ranges.Any(r => r.Step != 1)) throw Unwritten(node, "a step that is not 1");
        var (starts, counts) = (x.Order.Select(axis => ranges[axis].Start), x.Order.Select(axis => ranges[axis].Count));
        Set(node, _model.Add("Slice", [x.Name, _model.Constant([.. starts]), _model.Constant([.. counts])]), x.Order);
    }

    private LaidTensor Plain(LaidTensor x) => Arrange(x, LaidTensor.Plain(x.Order.Count));

    /// <summary>The tensor with its axes in an order: it is moved where its elements must be.</summary>
    private LaidTensor Arrange(LaidTensor x, IReadOnlyList<int> order)
    {
        if (x.Order.SequenceEqual(order)) return x;
        var result = x with { Order = [.. order] };
        return result with
        {
            Name = x.LiesLike(order) ? _model.Add("Reshape", [x.Name, _model.Constant(result.Sizes)])
                : _model.Add("Transpose", [x.Name, _model.Constant([.. order.Select(x.PlaceOf)])]),
        };
    }
}
