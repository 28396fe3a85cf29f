using Bantam.Graphs;
using Bantam.Kernels.Templates;
using Bantam.Operators;
using Bantam.Operators.Movement;
using Bantam.Tensors;

namespace Bantam.Lowering.Rules;

/// <summary>Gathering along one axis: the axes after it are a row.</summary>
internal sealed class GatherRule : CopyingRule
{
    /// <inheritdoc/>
    public override bool Accepts(Operator op, OperatorInputs inputs) =>
        op is Gather gather && HasRows(inputs[0].Shape, gather.Axis);

    /// <inheritdoc/>
    public override IReadOnlyList<LoweredCall> Lower(Group group, LoweringContext context)
    {
        var (data, indices, output) = (group.Anchor!.Inputs[0]!, group.Anchor.Inputs[1]!, group.Anchor.Outputs[0]);
        var (outer, rows, inner) = Blocks(data.Type.Shape, ((Gather)group.Anchor.Operator).Axis);
        var unit = StridedCopies.UnitOf(data.Type.Element);
        inner *= data.Type.Element.Size() / unit.Size();
        var count = indices.Type.Shape.Count;
        var spec = new GatherRowsSpec(context.Target, unit, indices.Type.Element, inner != 1);
        var kernel = KernelCache.Get(context.Target, spec.Key, () => GatherRows.Kernel(spec));
        var check = new LoweredCheck(group.Anchor, rows);
        Value[] buffers = [data, indices, output, check.Outside];
        var cost = new CallCost(outer, count, inner);
        return [new LoweredCall(kernel, buffers, [outer, rows, inner, count], outer * count, cost, group.ToString()) { Check = check }];
    }

    /// <summary>Of an axis without elements there is no nearest one, which kernels go on with.</summary>
    internal static bool HasRows(Shape shape, int axis) => !shape[shape.Axis(axis)].Is(0);

    /// <summary>A shape as [outer, axis, inner].</summary>
    internal static (Dimension Outer, Dimension Rows, Dimension Inner) Blocks(Shape shape, int axis)
    {
        axis = shape.Axis(axis);
        return (shape.Product(0, axis), shape[axis], shape.Product(axis + 1, shape.Rank));
    }
}
