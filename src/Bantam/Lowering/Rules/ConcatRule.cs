using Bantam.Graphs;
using Bantam.Operators;
using Bantam.Operators.Movement;
using Bantam.Tensors;

namespace Bantam.Lowering.Rules;

/// <summary>Concatenations: one copy an input that is not computed in its place.</summary>
internal sealed class ConcatRule : CopyingRule
{
    /// <inheritdoc/>
    public override bool Accepts(Operator op, OperatorInputs inputs) => op is Concat;

    /// <inheritdoc/>
    public override bool Reads(Node node, int input, Dimension[] strides) => true;

    /// <inheritdoc/>
    public override bool Writes(Node node, Shape shape, Dimension[] strides) => true;

    /// <inheritdoc/>
    public override IReadOnlyList<LoweredCall> Lower(Group group, LoweringContext context)
    {
        var output = group.Anchor!.Outputs[0];
        var axis = output.Type.Shape.Axis(((Concat)group.Anchor.Operator).Axis);
        var to = CopyView.Of(context, output);
        var calls = new List<LoweredCall>();
        foreach (var input in group.Anchor.Inputs)
        {
            var from = CopyView.Of(context, input!);
            if (!to.Holds(context, input!)) calls.Add(StridedCopies.Copy(context, [.. input!.Type.Shape], from, to, group.ToString()));
            to = to.Moved(axis, input!.Type.Shape[axis]);
        }

        return calls;
    }
}
