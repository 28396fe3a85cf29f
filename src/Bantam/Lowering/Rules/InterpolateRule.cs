using Bantam.Graphs;
using Bantam.Kernels.Templates;
using Bantam.Operators;
using Bantam.Operators.Vision;
using Bantam.Tensors;

namespace Bantam.Lowering.Rules;

/// <summary>Weighted sums along one axis: the axes after it are a row.</summary>
internal sealed class InterpolateRule : AnchorRule
{
    /// <inheritdoc/>
    public override bool HasEpilogue(Node node) => false;

    /// <inheritdoc/>
    public override bool Accepts(Operator op, OperatorInputs inputs) =>
        op is Interpolate && inputs[0].Element == ElementType.Float && inputs.Shape(1)[1] is { IsKnown: true, Size: > 0 };

    /// <inheritdoc/>
    public override IReadOnlyList<LoweredCall> Lower(Group group, LoweringContext context)
    {
        var node = group.Anchor!;
        var (data, indices, output) = (node.Inputs[0]!, node.Inputs[1]!, node.Outputs[0]);
        var (outer, rows, inner) = GatherRule.Blocks(data.Type.Shape, ((Interpolate)node.Operator).Axis);
        var (count, taps) = (indices.Type.Shape[0], indices.Type.Shape[1]);
        var isWide = !inner.Is(1);
        var target = isWide ? context.Target.For(inner) : context.Target;
        var spec = new InterpolateRowsSpec(target, InterpolateRowsSpec.Unrolled(taps.Size), isWide);
        var kernel = KernelCache.Get(target, spec.Key, () => InterpolateRows.Kernel(spec));
        Dimension[] sizes = [outer, rows, inner, count, .. spec.Taps is null ? [taps] : Array.Empty<Dimension>()];
        var cost = new CallCost(outer, count, inner, taps);
        return
        [
            new LoweredCall(
                kernel, [data, indices, node.Inputs[2]!, output], sizes, InterpolateRows.Tiles(spec, outer, count), cost, group.ToString()),
        ];
    }
}
