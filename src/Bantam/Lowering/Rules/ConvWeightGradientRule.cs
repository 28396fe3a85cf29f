using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Kernels.Templates;
using Bantam.Operators;
using Bantam.Operators.Convolution;
using Bantam.Tensors;

namespace Bantam.Lowering.Rules;

/// <summary>
/// The weights' gradient of a channels-last convolution without padding as a product: a row is a tap of the window, the depth all
/// output pixels.
/// </summary>
internal sealed class ConvWeightGradientRule : AnchorRule
{
    /// <inheritdoc/>
    public override bool Accepts(Operator op, IReadOnlyList<TensorType?> inputs, IReadOnlyList<Tensor?> constants) =>
        op is ConvWeightGradient { Attributes: { ChannelsLast: true } attributes } && inputs[0]!.Element == ElementType.Float
        && attributes.Pads.All(p => p == 0) && (attributes.Group == 1 || (attributes.Group == inputs[0]!.Shape[3].Size && inputs[1]!.Shape[3].Size == attributes.Group));

    /// <inheritdoc/>
    public override int EpilogueCopies(Node node, Target target) => GemmSpec.MostVectors(target);

    /// <inheritdoc/>
    public override int Columns(Node node) => node.Outputs[0].Type.Shape[3].Size;

    /// <inheritdoc/>
    public override IReadOnlyList<LoweredCall> Lower(Group group, LoweringContext context)
    {
        var node = group.Anchor!;
        var attributes = ((ConvWeightGradient)node.Operator).Attributes;
        var (image, gradient, weights) = (node.Inputs[0]!.Type.Shape, node.Inputs[1]!.Type.Shape, node.Outputs[0].Type.Shape);
        var isDepthwise = attributes.Group > 1;
        var (m, n) = (weights[0].Size * weights[1].Size * weights[2].Size, weights[3].Size);
        var pixels = gradient[0].Size * gradient[1].Size * gradient[2].Size;

        // Without dilation the taps of a row of the window are one run in the image.
        var taps = PatchStrides.Taps(attributes, image);
        int[] rows = attributes.Dilations[1] == 1 && !isDepthwise
            ? [1, weights[1].Size * weights[2].Size, taps[0], 0, taps[2]]
            : [weights[1].Size, weights[2].Size, .. taps];
        int[] walked = [.. rows, gradient[0].Size, gradient[1].Size, gradient[2].Size, .. PatchStrides.Pixels(attributes, image)];
        var bytes = (long)(image.ElementCount + gradient.ElementCount) / Math.Max(image[0].Size, 1) * ElementType.Float.Size();
        return [GemmCalls.Create(group, context, (node.Inputs[0]!, node.Inputs[1]!), (m, n, pixels), isDepthwise ? GemmWalk.Depthwise : GemmWalk.Patches, walked,
            new GemmLine(rows[1], rows[4]), (gradient[0].Size, bytes))];
    }
}
