using Bantam.Graphs;
using Bantam.Operators;
using Bantam.Operators.Movement;

namespace Bantam.Lowering.Rules;

/// <summary>Bits read as another type: one copy, since a place in memory has one type.</summary>
internal sealed class BitCastRule : CopyingRule
{
    /// <inheritdoc/>
    public override bool Accepts(Operator op, OperatorInputs inputs) => op is BitCast;

    /// <inheritdoc/>
    public override IReadOnlyList<LoweredCall> Lower(Group group, LoweringContext context)
    {
        var (input, output) = (group.Anchor!.Inputs[0]!, group.Anchor.Outputs[0]);
        return [StridedCopies.Copy(
            context, [.. output.Type.Shape], CopyView.Of(context, input), CopyView.Of(context, output), group.ToString())];
    }
}
