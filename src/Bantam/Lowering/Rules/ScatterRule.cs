using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Kernels.Templates;
using Bantam.Operators;
using Bantam.Operators.Movement;
using Bantam.Tensors;

namespace Bantam.Lowering.Rules;

/// <summary>Rows that are brought to others by index: a copy of those, and a call that changes it.</summary>
internal sealed class ScatterRule : CopyingRule
{
    /// <inheritdoc/>
    public override bool Accepts(Operator op, OperatorInputs inputs) => op is ScatterRowsInto scatter
        && GatherRule.HasRows(inputs[0].Shape, 0) && (scatter.Reduction == ScatterReduction.None || inputs[0].Element != ElementType.Bool);

    /// <inheritdoc/>
    public override IReadOnlyList<LoweredCall> Lower(Group group, LoweringContext context)
    {
        var node = group.Anchor!;
        var (data, indices, updates, output) = (node.Inputs[0]!, node.Inputs[1]!, node.Inputs[2]!, node.Outputs[0]);
        var element = data.Type.Element;
        var combine = Combining(((ScatterRowsInto)node.Operator).Reduction);
        var storage = combine is null ? StridedCopies.UnitOf(element) : element;
        var (outer, rows, inner) = GatherRule.Blocks(data.Type.Shape, 0);
        inner *= element.Size() / storage.Size();
        var target = context.Target.For(inner).For(combine is not null && KernelTypes.Of(element).IsWide());
        var spec = new ScatterRowsSpec(target, storage, indices.Type.Element, combine, Clears: false);
        var copy = StridedCopies.Copy(
            context, [.. data.Type.Shape], CopyView.Of(context, data), CopyView.Of(context, output), group.ToString());
        return [copy, ScatterCalls.Scatter(spec, group, (outer, rows, inner), [indices, updates, output])];
    }

    private static BinaryOp? Combining(ScatterReduction reduction) => reduction switch
    {
        ScatterReduction.Add => BinaryOp.Add,
        ScatterReduction.Mul => BinaryOp.Mul,
        ScatterReduction.Max => BinaryOp.Max,
        ScatterReduction.Min => BinaryOp.Min,
        _ => null,
    };
}
