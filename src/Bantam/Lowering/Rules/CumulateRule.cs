using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Kernels.Templates;
using Bantam.Operators;
using Bantam.Operators.Reduction;
using Bantam.Tensors;

namespace Bantam.Lowering.Rules;

/// <summary>Sums and products so far along one axis.</summary>
internal sealed class CumulateRule : CopyingRule
{
    /// <inheritdoc/>
    public override bool Accepts(Operator op, OperatorInputs inputs) =>
        op is CumulativeOperator && inputs[0].Element != ElementType.Bool && !inputs.IsComputed(1);

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Sources(Node node, LoweringContext context) => [node.Inputs[0]!];

    /// <inheritdoc/>
    public override IReadOnlyList<LoweredCall> Lower(Group group, LoweringContext context)
    {
        var (input, op) = (group.Anchor!.Inputs[0]!, (CumulativeOperator)group.Anchor.Operator);
        var (outer, depth, inner) = GatherRule.Blocks(input.Type.Shape, CumulativeOperator.AxisOf(OperatorInputs.Of(group.Anchor)));
        var combine = op is CumSum ? BinaryOp.Add : BinaryOp.Mul;
        var target = context.Target.For(inner).For(WideTypes.IsWide(group.Anchor));
        var spec = new CumulateSpec(target, input.Type.Element, combine, op.Neutral, op.IsExclusive, op.IsReverse);
        var kernel = KernelCache.Get(target, spec.Key, () => Cumulate.Kernel(spec));
        Dimension[] sizes = [outer, depth, inner];
        var cost = new CallCost(outer, depth, inner);
        return [new LoweredCall(kernel, [input, group.Anchor.Outputs[0]], sizes, spec.Tiles(outer, inner), cost, group.ToString())];
    }
}
