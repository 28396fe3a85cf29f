using Bantam.Kernels.Templates;
using Bantam.Plans;
using Bantam.Tensors;

namespace Bantam.Lowering;

/// <summary>Groups of elementwise nodes alone.</summary>
internal static class ElementwiseLowering
{
    /// <summary>The call that computes a group.</summary>
    public static LoweredCall Lower(Group group, LoweringContext context)
    {
        var shape = group.Result.Type.Shape;
        var results = context.Results(group);

        // The inputs are known only once the chain is composed, so it is composed twice: first to find them.
        var first = new ChainBuilder(context, group.Chain, [], results, _ => Broadcast.None);
        var operands = first.Inputs.Concat(results).Select(v => Broadcasting.Strides(first.ShapeOf(v), first.StridesOf(v), shape));
        var (sizes, strides) = Broadcasting.Collapse([.. shape], [.. operands]);
        var chain = new ChainBuilder(context, group.Chain, [], results, value => Classify(strides[first.Inputs.IndexOf(value)]));
        var spec = new ElementwiseSpec(context.Target.For(WideTypes.IsWide(group)), sizes.Length, chain.Fusion);
        var kernel = KernelCache.Get(spec.Target, spec.Key, () => Elementwise.Kernel(spec));
        var cost = new CallCost([.. sizes, KernelCall.MovedElement + group.Chain.Count]);
        Dimension[] arguments = [.. sizes, .. strides.SelectMany(s => s.SkipLast(1))];
        return new LoweredCall(kernel, [.. chain.Inputs, .. chain.Outputs], arguments, ElementwiseSpec.Tiles(sizes), cost, group.ToString())
        {
            InPlace = chain.InPlace,
        };
    }

    private static Broadcast Classify(Dimension[] strides) =>
        strides.All(s => s == 0) ? Broadcast.All : strides[^1] == 0 ? Broadcast.Columns : Broadcast.None;
}
