using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Kernels.Templates;
using Bantam.Operators;
using Bantam.Operators.Movement;
using Bantam.Tensors;

namespace Bantam.Lowering.Rules;

/// <summary>The gradient of gathering: rows are added where they were taken from. Of the data only the type is used.</summary>
internal sealed class GatherGradientRule : CopyingRule
{
    /// <inheritdoc/>
    public override bool Accepts(Operator op, OperatorInputs inputs) =>
        op is GatherGradient gather && inputs[0].Element == ElementType.Float && GatherRule.HasRows(inputs[0].Shape, gather.Axis);

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Sources(Node node, LoweringContext context) => [node.Inputs[1]!, node.Inputs[2]!];

    /// <inheritdoc/>
    public override IReadOnlyList<LoweredCall> Lower(Group group, LoweringContext context)
    {
        var (indices, gradient, output) = (group.Anchor!.Inputs[1]!, group.Anchor.Inputs[2]!, group.Anchor.Outputs[0]);
        var (outer, rows, inner) = GatherRule.Blocks(output.Type.Shape, ((GatherGradient)group.Anchor.Operator).Axis);
        var spec = new ScatterRowsSpec(context.Target, ElementType.Float, indices.Type.Element, BinaryOp.Add, Clears: true);
        return [ScatterCalls.Scatter(spec, group, (outer, rows, inner), [indices, gradient, output])];
    }
}
