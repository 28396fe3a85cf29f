using Bantam.Graphs;
using Bantam.Kernels.Templates;
using Bantam.Operators;
using Bantam.Operators.Reduction;
using Bantam.Tensors;

namespace Bantam.Lowering.Rules;

/// <summary>Indices of extrema along one axis.</summary>
internal sealed class ArgRule : AnchorRule
{
    /// <inheritdoc/>
    public override bool HasEpilogue(Node node) => false;

    /// <inheritdoc/>
    public override bool Accepts(Operator op, OperatorInputs inputs) =>
        op is ArgOperator && inputs[0].Element != ElementType.Bool;

    /// <inheritdoc/>
    public override IReadOnlyList<LoweredCall> Lower(Group group, LoweringContext context)
    {
        var (input, op) = (group.Anchor!.Inputs[0]!, (ArgOperator)group.Anchor.Operator);
        var (outer, depth, inner) = GatherRule.Blocks(input.Type.Shape, op.Axis);
        var spec = new ArgExtremumSpec(context.Target, input.Type.Element, op is ArgMin, op.SelectLastIndex);
        var kernel = KernelCache.Get(context.Target, spec.Key, () => ArgExtremum.Kernel(spec));
        var cost = new CallCost(outer, depth, inner);
        return [new LoweredCall(kernel, [input, group.Anchor.Outputs[0]], [outer, depth, inner], outer, cost, group.ToString())];
    }
}
