using Bantam.Graphs;
using Bantam.Kernels.Templates;
using Bantam.Operators;
using Bantam.Operators.Pooling;
using Bantam.Tensors;

namespace Bantam.Lowering.Rules;

/// <summary>Elements that are put back to where they lay before pooling: rows of one element each.</summary>
internal sealed class MaxUnpoolRule : CopyingRule
{
    /// <inheritdoc/>
    public override bool Accepts(Operator op, OperatorInputs inputs) =>
        op is MaxUnpool && inputs.Optional(2) is null;

    /// <inheritdoc/>
    public override IReadOnlyList<LoweredCall> Lower(Group group, LoweringContext context)
    {
        var (values, indices, output) = (group.Anchor!.Inputs[0]!, group.Anchor.Inputs[1]!, group.Anchor.Outputs[0]);
        var (rows, count) = (output.Type.Shape.Count, indices.Type.Shape.Count);
        var unit = StridedCopies.UnitOf(values.Type.Element);
        Dimension inner = values.Type.Element.Size() / unit.Size();
        var spec = new ScatterRowsSpec(context.Target.For(inner), unit, indices.Type.Element, Combine: null, Clears: true);
        var kernel = KernelCache.Get(spec.Target, spec.Key, () => ScatterRows.Kernel(spec));
        var check = new LoweredCheck(group.Anchor, rows);
        Value[] buffers = [indices, values, output, check.Outside];
        var cost = new CallCost(count + rows);
        return [new LoweredCall(kernel, buffers, [1, rows, inner, count], spec.Tiles(1, inner), cost, group.ToString()) { Check = check }];
    }
}
