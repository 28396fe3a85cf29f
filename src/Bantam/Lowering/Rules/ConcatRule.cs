using Bantam.Operators;
using Bantam.Operators.Movement;
using Bantam.Tensors;

namespace Bantam.Lowering.Rules;

/// <summary>Concatenations: one copy an input.</summary>
internal sealed class ConcatRule : CopyingRule
{
    /// <inheritdoc/>
    public override bool Accepts(Operator op, IReadOnlyList<TensorType?> inputs, IReadOnlyList<Tensor?> constants) => op is Concat;

    /// <inheritdoc/>
    public override IReadOnlyList<LoweredCall> Lower(Group group, LoweringContext context)
    {
        var output = group.Anchor!.Outputs[0];
        var axis = output.Type.Shape.Axis(((Concat)group.Anchor.Operator).Axis);
        var to = CopyView.Of(output);
        var calls = new List<LoweredCall>();
        foreach (var input in group.Anchor.Inputs)
        {
            calls.Add(StridedCopies.Copy(context, input!.Type.Shape.Sizes, CopyView.Of(input), to, group.ToString()));
            to = to.Moved(axis, input.Type.Shape[axis].Size);
        }

        return calls;
    }
}
