using Bantam.Graphs;
using Bantam.Kernels.Templates;
using Bantam.Operators;
using Bantam.Operators.Pooling;
using Bantam.Plans;
using Bantam.Tensors;

namespace Bantam.Lowering.Rules;

/// <summary>Gradients of channels-last pooling without padding.</summary>
internal sealed class PoolGradientRule : AnchorRule
{
    /// <inheritdoc/>
    public override bool HasEpilogue(Node node)
    {
        var image = node.Outputs[0].Type.Shape;
        return ((IPool)node.Operator).Attributes.Tiles(image[1].Size, image[2].Size);
    }

    /// <inheritdoc/>
    public override bool Accepts(Operator op, IReadOnlyList<TensorType?> inputs, IReadOnlyList<Tensor?> constants) =>
        inputs.Count > 0 && inputs[0]?.Element == ElementType.Float && op is (MaxPoolGradient or AveragePoolGradient) and IPool { Attributes: { ChannelsLast: true, CeilMode: false } attributes }
        && attributes.Pads.All(p => p == 0) && attributes.Kernel[0] * attributes.Kernel[1] <= PoolSpec.MostTaps;

    /// <inheritdoc/>
    public override int Columns(Node node) => node.Outputs[0].Type.Shape[3].Size;

    /// <inheritdoc/>
    public override IReadOnlyList<LoweredCall> Lower(Group group, LoweringContext context)
    {
        var node = group.Anchor!;
        var attributes = ((IPool)node.Operator).Attributes;
        var image = node.Outputs[0].Type.Shape;
        var pooled = node.Inputs[^1]!.Type.Shape;
        var (height, width, channels) = (pooled[1].Size, pooled[2].Size, pooled[3].Size);
        var isTiling = HasEpilogue(node);
        var chain = group.BuildChain(context, channels);
        var target = context.Target.For(channels);
        var spec = new PoolGradientSpec(target, (attributes.Kernel[0], attributes.Kernel[1]), node.Operator is MaxPoolGradient, isTiling, isTiling ? chain.Fusion : Fusion.None);
        var kernel = KernelCache.Get(target, spec.Key, () => PoolGradient.Kernel(spec));
        int[] sizes = [height, width, channels, image[1].Size, image[2].Size, attributes.Strides[0], attributes.Strides[1], .. isTiling ? group.RowStrides(chain, channels) : []];
        return
        [
            new LoweredCall(kernel, [.. node.Inputs.OfType<Value>(), .. chain.Inputs, .. chain.Outputs], sizes,
                PoolGradient.Tiles(spec, pooled[0].Size, height), (long)image.ElementCount * KernelCall.MovedElement, group.ToString())
            {
                InPlace = isTiling ? chain.InPlace : [],
            },
        ];
    }
}
