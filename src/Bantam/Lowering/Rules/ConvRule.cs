using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Kernels.Templates;
using Bantam.Operators;
using Bantam.Operators.Convolution;
using Bantam.Tensors;

namespace Bantam.Lowering.Rules;

/// <summary>
/// Channels-last convolutions without padding as products: a row is an output pixel, the depth the taps of its window, whose channels
/// lie one after the other in the image.
/// </summary>
internal sealed class ConvRule : AnchorRule
{
    /// <inheritdoc/>
    public override bool Accepts(Operator op, IReadOnlyList<TensorType?> inputs, IReadOnlyList<Tensor?> constants) =>
        op is Conv { Attributes: { ChannelsLast: true } attributes } && inputs[0]!.Element == ElementType.Float && inputs.Count == 2
        && attributes.Pads.All(p => p == 0) && (attributes.Group == 1 || IsDepthwise(attributes, inputs[0]!.Shape, inputs[1]!.Shape));

    /// <inheritdoc/>
    public override int EpilogueCopies(Node node, Target target) => GemmSpec.MostVectors(target);

    /// <inheritdoc/>
    public override int Columns(Node node) => node.Outputs[0].Type.Shape[3].Size;

    /// <inheritdoc/>
    public override IReadOnlyList<LoweredCall> Lower(Group group, LoweringContext context)
    {
        var node = group.Anchor!;
        var attributes = ((Conv)node.Operator).Attributes;
        var (image, weights, output) = (node.Inputs[0]!.Type.Shape, node.Inputs[1]!.Type.Shape, node.Outputs[0].Type.Shape);
        var (m, n) = (output[0].Size * output[1].Size * output[2].Size, output[3].Size);
        var depth = weights[0].Size * weights[1].Size * weights[2].Size;
        var isPlain = attributes.Group == 1 && weights[0] == 1 && weights[1] == 1 && attributes.Strides.All(s => s == 1);
        var walk = isPlain ? GemmWalk.Matrix : attributes.Group == 1 ? GemmWalk.Patches : GemmWalk.Depthwise;
        int[] walked = isPlain ? [depth, depth, 1] : [output[1].Size, output[2].Size, .. PatchStrides.Pixels(attributes, image), .. Taps(attributes, image, weights)];
        var line = isPlain ? new GemmLine(m, depth) : new GemmLine(output[2].Size, attributes.Strides[1] * image[3].Size);
        return [GemmCalls.Create(group, context, (node.Inputs[0]!, node.Inputs[1]!), (m, n, depth), walk, walked, line, (1, 0))];
    }

    /// <summary>Whether each channel is convolved by itself.</summary>
    internal static bool IsDepthwise(ConvolutionAttributes attributes, Shape image, Shape weights) =>
        attributes.Group == image[3].Size && weights[3].Size == image[3].Size;

    /// <summary>The sizes of the depth, then its strides. Without dilation a row of the window is one run.</summary>
    private static int[] Taps(ConvolutionAttributes attributes, Shape image, Shape weights)
    {
        var (kernelHeight, kernelWidth, channels) = (weights[0].Size, weights[1].Size, attributes.Group == 1 ? weights[2].Size : 1);
        var (down, across) = (attributes.Dilations[0] * image[2].Size * image[3].Size, attributes.Dilations[1] * image[3].Size);
        return attributes.Group == 1 && attributes.Dilations[1] == 1
            ? [kernelHeight, 1, kernelWidth * channels, down, 0, 1]
            : attributes.Group == 1 ? [kernelHeight, kernelWidth, channels, down, across, 1] : [1, kernelHeight, kernelWidth, 0, down, across];
    }
}
