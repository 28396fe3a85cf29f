using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Kernels.Templates;
using Bantam.Operators;
using Bantam.Operators.Convolution;
using Bantam.Tensors;

namespace Bantam.Lowering.Rules;

/// <summary>
/// Channels-last convolutions without padding, and the gradients of their weights, as products. Of a convolution a row is an output
/// pixel and the depth the taps of its window, of the gradient it is the other way round. Groups are an outer axis, but small ones, of
/// which a vector holds several.
/// </summary>
internal sealed class ConvolutionRule : AnchorRule
{
    /// <inheritdoc/>
    public override bool Accepts(Operator op, OperatorInputs inputs) =>
        AttributesOf(op) is { ChannelsLast: true } attributes && inputs.Count == 2 && attributes.Pads.All(p => p == 0);

    /// <inheritdoc/>
    public override int EpilogueCopies(Node node, Target target) => GemmSpec.MostVectors(target);

    /// <inheritdoc/>
    public override Dimension Columns(Node node) => node.Outputs[0].Type.Shape[-1] / OuterGroups(node);

    /// <inheritdoc/>
    public override RowView View(Node node) => RowView.Grouped(node.Outputs[0].Type.Shape, OuterGroups(node));

    /// <inheritdoc/>
    public override bool Reads(Node node, int input, Dimension[] strides) => node.Operator is Conv && input == 0 && strides[^1] == 1;

    /// <inheritdoc/>
    public override bool Writes(Node node, Shape shape, Dimension[] strides) =>
        node.Operator is Conv && View(node).Apart().Walk(shape, strides) is not null;

    /// <inheritdoc/>
    public override IReadOnlyList<LoweredCall> Lower(Group group, LoweringContext context)
    {
        var node = group.Anchor!;
        if (WinogradCalls.Of(node, context) is { } winograd) return winograd.Lower(group, context);
        if (WinogradGradientCalls.Of(node, context) is { } gradient) return gradient.Lower(group, context);
        var attributes = AttributesOf(node.Operator)!;
        var isForward = IsForward(node);
        var (image, second) = (node.Inputs[0]!, node.Inputs[1]!);
        var result = node.Outputs[0].Type.Shape;
        var together = isForward ? InterleavedFactor.Together(context.Target, image, second, image.Type.Shape[-1]) : 1;
        var imageShape = Channels(image.Type.Shape, -1, together);
        var (pixelShape, weights) = isForward ? (result, Channels(second.Type.Shape, -2, together)) : (second.Type.Shape, result);
        var channels = weights[-2].Size;
        var columns = VectorGroup(node, weights, context.Target.Lanes);
        var groups = columns is null ? attributes.Group : 1;
        var outputs = weights[-1].Size / groups;

        var steps = together == 1 ? context.Views.Strides(image) : imageShape.StrideExpressions();
        var pixels = Patches.Pixels(attributes, steps, pixelShape);
        var taps = Patches.Taps(attributes, steps, weights, columns is null ? channels : 1);
        var (rows, depth) = isForward ? (pixels, taps) : (taps, pixels);
        var view = group.Walkable(context, RowView.Grouped(result, groups));
        var isPlain = isForward && columns is null && taps.Count == channels && attributes.Strides.All(s => s == 1)
            && rows.IsLine;
        var dimensions = Math.Max(3, Math.Max(rows.Sizes.Count, depth.Sizes.Count));
        var (paddedRows, paddedDepth) = (rows.Padded(dimensions), depth.Padded(dimensions));
        var line = isPlain ? new GemmLine(rows.Count, steps[^2]) : new GemmLine(rows.Sizes[^1], rows.Strides[^1]);
        var factor = InterleavedFactor.Of(second, together);
        var size = (rows.Count, outputs, depth.Count * (columns?.Inputs ?? 1));
        var problem = new GemmProblem(image, factor, size, view)
        {
            AreRowsApart = view.IsApart,
            Together = together,
            Walk = isPlain ? GemmWalk.Matrix : GemmWalk.Patches,
            Group = columns,
            Taps = columns is { IsDepthwise: true } && isForward ? WrittenOut(paddedDepth) : null,
            Walked = isPlain ? [channels, line.Step, 1, .. view.IsApart ? paddedRows.Sizes.Skip(1) : []]
                : [.. paddedRows.Sizes.Skip(1), .. paddedRows.Strides, .. paddedDepth.Sizes, .. paddedDepth.Strides],
            Line = line,
            LastOfRows = rows.Sizes[^1],
            Dimensions = dimensions,
            RightStep = weights[-1].Size,
            LeftOuter = groups == 1 ? [] : [channels],
            RightOuter = groups == 1 ? [] : [outputs],
            Outermost = isForward ? (1, 0) : (pixelShape[0], BytesOfImage(image.Type) + BytesOfImage(second.Type)),
        };
        return GemmCalls.Create(group, context, problem);
    }

    private static ConvolutionAttributes? AttributesOf(Operator op) => op switch
    {
        Conv conv => conv.Attributes,
        ConvInteger conv => conv.Attributes,
        ConvWeightGradient gradient => gradient.Attributes,
        _ => null,
    };

    private static bool IsForward(Node node) => node.Operator is not ConvWeightGradient;

    /// <summary>A shape of which so many channels are one element.</summary>
    private static Shape Channels(Shape shape, int axis, int together) => together == 1 ? shape
        : new Shape(shape.Select((size, i) => i == shape.Rank + axis ? size / together : size));

    /// <summary>How many products a node is: one a group, but one of all channels that are convolved by themselves.</summary>
    private static int OuterGroups(Node node)
    {
        var attributes = AttributesOf(node.Operator)!;
        var weights = (IsForward(node) ? node.Inputs[1]! : node.Outputs[0]).Type.Shape;
        return VectorGroup(node, weights, lanes: 1) is null ? attributes.Group : 1;
    }

    /// <summary>A group where a vector holds several; null where each is a product of its own, or there is one.</summary>
    private static GemmGroup? VectorGroup(Node node, Shape weights, int lanes)
    {
        var groups = AttributesOf(node.Operator)!.Group;
        var group = new GemmGroup(weights[-2].Size, weights[-1].Size / groups);
        var isShuffled = IsForward(node) && node.Inputs[0]!.Type.Element == ElementType.Float;
        return groups > 1 && (isShuffled ? group.Fits(lanes) : group.IsDepthwise) ? group : null;
    }

    /// <summary>
    /// The taps of a window: of each channel by itself there is so little to compute that loops over them take as long.
    /// </summary>
    private static Ints? WrittenOut(Patches taps) =>
        taps.Count.IsKnown ? Ints.From([.. taps.Sizes.Select(size => size.Size)]) : null;

    private static long BytesOfImage(TensorType type) => type.Bytes / Math.Max(type.Shape[0].Size, 1);
}
