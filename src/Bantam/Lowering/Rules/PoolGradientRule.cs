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
    public override bool HasEpilogue(Node node) => ((IPool)node.Operator).Attributes.Tiles(node.Outputs[0].Type.Shape.Sizes[1..^1]);

    /// <inheritdoc/>
    public override bool Accepts(Operator op, OperatorInputs inputs) =>
        op is (MaxPoolGradient or AveragePoolGradient) and IPool { Attributes: var attributes } && PoolCalls.Walks(attributes)
        && inputs.Optional(0)?.Element == ElementType.Float;

    /// <inheritdoc/>
    public override Dimension Columns(Node node) => node.Outputs[0].Type.Shape[-1];

    /// <inheritdoc/>
    public override IReadOnlyList<LoweredCall> Lower(Group group, LoweringContext context)
    {
        var node = group.Anchor!;
        var attributes = PoolCalls.Flat(((IPool)node.Operator).Attributes);
        var (image, pooled) = (PoolCalls.Flat(node.Outputs[0].Type.Shape), PoolCalls.Flat(node.Inputs[^1]!.Type.Shape));
        var channels = image[^1];
        var isTiling = HasEpilogue(node);
        var chain = group.BuildChain(context, channels);
        var target = context.Target.For(channels);
        var window = PoolSpec.Unrolled(attributes.Kernel);
        var fusion = isTiling ? chain.Fusion : Fusion.None;
        var spec = new PoolGradientSpec(target, attributes.Rank, window, node.Operator is MaxPoolGradient, isTiling, fusion)
        {
            IsDilated = attributes.Dilations is not null,
        };
        var kernel = KernelCache.Get(target, spec.Key, () => PoolGradient.Kernel(spec));
        Dimension[] sizes =
        [
            .. pooled.Skip(1), .. image[1..^1], .. attributes.Strides, .. window is null ? attributes.Kernel : [],
            .. attributes.Dilations ?? [],
            .. isTiling ? group.RowStrides(chain, channels) : [],
        ];
        return
        [
            new LoweredCall(kernel, [.. node.Inputs.OfType<Value>(), .. chain.Inputs, .. chain.Outputs], sizes,
                PoolGradient.Tiles(spec, pooled), new CallCost([.. node.Outputs[0].Type.Shape, KernelCall.MovedElement]), group.ToString())
            {
                InPlace = isTiling ? chain.InPlace : [],
            },
        ];
    }
}
