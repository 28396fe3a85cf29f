using Bantam.Graphs;
using Bantam.Operators;
using Bantam.Operators.Movement;
using Bantam.Tensors;

namespace Bantam.Lowering.Rules;

/// <summary>Slices: one copy, where they are not read where they lie.</summary>
internal sealed class SliceRule : CopyingRule
{
    /// <inheritdoc/>
    public override bool Accepts(Operator op, OperatorInputs inputs) => op is Slice;

    /// <inheritdoc/>
    public override bool Reads(Node node, int input, Dimension[] strides) => true;

    /// <inheritdoc/>
    public override bool Writes(Node node, Shape shape, Dimension[] strides) => true;

    /// <inheritdoc/>
    public override IReadOnlyList<LoweredCall> Lower(Group group, LoweringContext context)
    {
        var (input, output) = (group.Anchor!.Inputs[0]!, group.Anchor.Outputs[0]);
        var places = Slice.Places(OperatorInputs.Of(group.Anchor));
        var from = CopyView.Of(context, input);
        for (var axis = 0; axis < places.Length; axis++) from = from.Moved(axis, places[axis].Start).Stretched(axis, places[axis].Step);
        if (from.Holds(context, output)) return [];
        return [StridedCopies.Copy(context, [.. output.Type.Shape], from, CopyView.Of(context, output), group.ToString())];
    }
}
