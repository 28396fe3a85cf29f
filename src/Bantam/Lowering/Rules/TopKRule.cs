using Bantam.Graphs;
using Bantam.Kernels.Templates;
using Bantam.Operators;
using Bantam.Operators.Reduction;
using Bantam.Tensors;

namespace Bantam.Lowering.Rules;

/// <summary>Where the most extreme elements along one axis are.</summary>
internal sealed class TopKRule : CopyingRule
{
    /// <inheritdoc/>
    public override bool Accepts(Operator op, OperatorInputs inputs) =>
        op is TopKIndices && inputs[0].Element != ElementType.Bool && inputs.Elements(1) is not null;

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Sources(Node node, LoweringContext context) => [node.Inputs[0]!];

    /// <inheritdoc/>
    public override IReadOnlyList<LoweredCall> Lower(Group group, LoweringContext context)
    {
        var (input, output) = (group.Anchor!.Inputs[0]!, group.Anchor.Outputs[0]);
        var op = (TopKIndices)group.Anchor.Operator;
        var (outer, depth, inner) = GatherRule.Blocks(input.Type.Shape, op.Axis);
        var count = output.Type.Shape[input.Type.Shape.Axis(op.Axis)];
        var spec = new ArgExtremumSpec(context.Target, input.Type.Element, !op.IsLargest, IsLast: false);
        var kernel = KernelCache.Get(context.Target, $"select-extrema {spec.Key}", () => SelectExtrema.Kernel(spec));
        var cost = new CallCost(outer, depth, inner);
        return [new LoweredCall(kernel, [input, output], [outer, depth, inner, count], outer, cost, group.ToString())];
    }
}
