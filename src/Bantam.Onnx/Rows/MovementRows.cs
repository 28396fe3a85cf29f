using Bantam.Onnx.Reading;
using Bantam.Operators;
using Bantam.Operators.Movement;
using Bantam.Tensors;
using static Bantam.Onnx.Rows.OperatorRow;
using static Bantam.Onnx.Rows.WeightRole;

namespace Bantam.Onnx.Rows;

/// <summary>Operators that move elements about, and what they need to know of shapes.</summary>
internal static class MovementRows
{
    private static readonly (string, PadMode)[] Modes =
        [("constant", PadMode.Constant), ("reflect", PadMode.Reflect), ("edge", PadMode.Edge), ("wrap", PadMode.Wrap)];

    private static readonly (string, bool)[] DepthModes = [("DCR", false), ("CRD", true)];

    public static IEnumerable<OperatorRow> All =>
    [
        Of<Identity>().Weights(Trained),
        Of<Expand>(since: 8).Weights(Trained),
        Of<Flatten>((a, op) => new(a.Int("axis", 1, op?.Axis))),
        Of<Reshape>((a, op) => new(a.Bool("allowzero", false, op?.AllowZero)), since: 5).Weights(Trained),
        Of<Squeeze>(since: 13).Weights(Trained),
        Of<Unsqueeze>(since: 13).Weights(Trained),
        Of<Transpose>((a, op) => new(a.Ints("perm", Reversed(a.Rank(0)), op?.Permutation))).Weights(Trained),
        Of<Concat>((a, op) => new(a.OptionalInt("axis", op?.Axis) ?? throw a.Fault("attribute 'axis' is missing.")), since: 4)
            .WeightsOnly(),
        Of<NonZero>(since: 9),
        Of<Compress>((a, op) => new(a.OptionalInt("axis", op?.Axis)), since: 9),
        Of<Gather>((a, op) => new(a.Int("axis", 0, op?.Axis))).Weights(Trained),
        Of<Slice>(since: 10).Weights(Trained),
        Of<Tile>(since: 6),
        Of<DepthToSpace>((a, op) => new(Block(a, op?.BlockSize), a.Choice("mode", "DCR", DepthModes, op?.IsColumnFirst))),
        Of<SpaceToDepth>((a, op) => new(Block(a, op?.BlockSize))),
        Of<CenterCropPad>((a, op) => new(a.OptionalInts("axes", op?.SizedAxes)), since: 18),
        Of<ReverseSequence>((a, op) => new(a.Int("batch_axis", 1, op?.BatchAxis), a.Int("time_axis", 0, op?.TimeAxis)), since: 10),
        Of<Split>(Parts, since: 13).Weights(Trained),
        Of<Pad>((a, op) => new(a.Choice("mode", "constant", Modes, op?.Mode)), since: 11),
        Of<ShapeOf>((a, op) => new(a.Int("start", 0, op?.Start), a.OptionalInt("end", op?.End)), name: "Shape"),
        Of<SizeOf>((_, _) => new(), name: "Size"),
        Of<RangeOf>((_, _) => new(), since: 11, name: "Range"),
        Of<BitCast>((a, op) => new(a.Element("to", null, op?.To)), since: 26),

        new OperatorRow(nameof(Reshape), 1, node => node.Apply(new Reshape(), node.Input(0), Vector(node.Attributes.Longs("shape") ?? [])))
            .Weights(Trained),
        new OperatorRow(nameof(Squeeze), 1, node => WithAxes(node, new Squeeze())).Weights(Trained),
        new OperatorRow(nameof(Unsqueeze), 1, node => WithAxes(node, new Unsqueeze())).Weights(Trained),
        new OperatorRow(nameof(Concat), 1, node => node.Apply(new Concat(node.Attributes.Int("axis", 1)))).WeightsOnly(),
        new OperatorRow(nameof(Slice), 1, SliceByAttributes).Weights(Trained),
        new OperatorRow(nameof(Split), 2, SplitByAttribute).Weights(Trained),
        new(nameof(Pad), 1, PadByAttributes),
        new(nameof(Tile), 1, TileAlongAxis),
    ];

    /// <summary>Before version 13 the axes were an attribute.</summary>
    internal static Tensor[] WithAxes(OnnxNode node, Operator op) =>
        node.Attributes.Longs("axes") is { } axes ? node.Apply(op, node.Input(0), Vector(axes)) : node.Apply(op, node.Input(0));

    /// <summary>A vector of 64-bit integers.</summary>
    internal static Tensor Vector(IReadOnlyList<long> numbers) => Tensor.From<long>([.. numbers], Shape.Of(numbers.Count));

    /// <summary>The axes in reverse order, which is what a transposition without a permutation means.</summary>
    private static Ints Reversed(int rank) => Ints.From(Enumerable.Range(0, rank).Reverse());

    /// <summary>The number of parts is said by an attribute where no sizes are given.</summary>
    private static Split Parts(Attributes a, Split? op)
    {
        var isEven = a.Inputs.ElementAtOrDefault(1) is null;
        var count = a.OptionalInt("num_outputs", isEven ? op?.Outputs : null) ?? a.OutputCount;
        return count == a.OutputCount
            ? new(a.Int("axis", 0, op?.Axis), count)
            : throw a.Fault($"attribute 'num_outputs' is {count}; the node has {a.OutputCount} outputs.");
    }

    /// <summary>Before version 10 starts, ends and axes were attributes.</summary>
    private static Tensor[] SliceByAttributes(OnnxNode node)
    {
        var attributes = node.Attributes;
        var (starts, ends, axes) = (attributes.Longs("starts") ?? [], attributes.Longs("ends") ?? [], attributes.Longs("axes"));
        return node.Apply(new Slice(), node.Input(0), Vector(starts), Vector(ends), axes is null ? null : Vector(axes));
    }

    /// <summary>Before version 13 the sizes were an attribute.</summary>
    private static Tensor[] SplitByAttribute(OnnxNode node)
    {
        var (split, sizes) = (new Split(node.Attributes.Int("axis", 0), node.OutputCount), node.Attributes.Longs("split"));
        return sizes is null ? node.Apply(split, node.Input(0)) : node.Apply(split, node.Input(0), Vector(sizes));
    }

    /// <summary>Before version 6 one axis was repeated.</summary>
    private static Tensor[] TileAlongAxis(OnnxNode node)
    {
        if (node.Input(1) is not { IsSymbolic: false } tiles || node.Input(2) is not { IsSymbolic: false } axis)
            throw node.Error("how often what axis is repeated must be constants.");
        var repeats = Enumerable.Repeat(1L, node.Input(0).Shape.Rank).ToArray();
        repeats[node.Input(0).Shape.Axis((int)Number(axis))] = Number(tiles);
        return node.Apply(new Tile(), node.Input(0), Vector(repeats));

        static long Number(Tensor scalar) => scalar.Cast(ElementType.Int64).ToArray<long>()[0];
    }

    private static int Block(Attributes a, int? present) =>
        a.OptionalInt("blocksize", present) ?? throw a.Fault("attribute 'blocksize' is missing.");

    /// <summary>Before version 11 pads and value were attributes.</summary>
    private static Tensor[] PadByAttributes(OnnxNode node)
    {
        var a = node.Attributes;
        var pads = a.Longs(node.Version < 2 ? "paddings" : "pads") ?? throw node.Error("the attribute with the pads is missing.");
        var mode = a.Choice("mode", "constant", Modes, null);
        return node.Apply(new Pad(mode), node.Input(0), Vector(pads), Tensor.Scalar(a.Float("value", 0)).Cast(node.Input(0).Element));
    }
}
