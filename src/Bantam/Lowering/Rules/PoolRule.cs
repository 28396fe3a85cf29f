using Bantam.Graphs;
using Bantam.Kernels.Templates;
using Bantam.Operators;
using Bantam.Operators.Pooling;
using Bantam.Plans;
using Bantam.Tensors;

namespace Bantam.Lowering.Rules;

/// <summary>Channels-last pooling without padding.</summary>
internal sealed class PoolRule : AnchorRule
{
    /// <inheritdoc/>
    public override bool Accepts(Operator op, IReadOnlyList<TensorType?> inputs, IReadOnlyList<Tensor?> constants) =>
        inputs.Count > 0 && inputs[0] is { Element: var element } && element != ElementType.Bool && (element.IsFloating() || op is MaxPool)
        && op is (MaxPool or AveragePool) and IPool { Attributes: { ChannelsLast: true, CeilMode: false } attributes }
        && attributes.Pads.All(p => p == 0) && attributes.Kernel[0] * attributes.Kernel[1] <= PoolSpec.MostTaps;

    /// <inheritdoc/>
    public override int Columns(Node node) => node.Outputs[0].Type.Shape[3].Size;

    /// <inheritdoc/>
    public override IReadOnlyList<LoweredCall> Lower(Group group, LoweringContext context)
    {
        var node = group.Anchor!;
        var attributes = ((IPool)node.Operator).Attributes;
        var (image, output) = (node.Inputs[0]!.Type.Shape, node.Outputs[0].Type.Shape);
        var (height, width, channels) = (output[1].Size, output[2].Size, output[3].Size);
        var chain = group.BuildChain(context, channels);
        var target = context.Target.For(channels).For(WideTypes.IsWide(node));
        var spec = new PoolSpec(target, node.Inputs[0]!.Type.Element, (attributes.Kernel[0], attributes.Kernel[1]), node.Operator is MaxPool, chain.Fusion);
        var kernel = KernelCache.Get(target, spec.Key, () => Pool.Kernel(spec));
        var line = image[2].Size * channels;
        var tiles = output[0].Size * height;
        return
        [
            new LoweredCall(kernel, [node.Inputs[0]!, .. chain.Inputs, .. chain.Outputs],
                [height, width, channels, image[1].Size * line, attributes.Strides[0] * line, attributes.Strides[1] * channels, line, .. group.RowStrides(chain, channels)],
                tiles, (long)image.ElementCount * KernelCall.MovedElement / 2, group.ToString())
            {
                InPlace = chain.InPlace,
            },
        ];
    }
}
