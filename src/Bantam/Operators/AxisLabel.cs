namespace Bantam.Operators;

/// <summary>
/// Which axes of an operator's inputs and outputs go together, like a letter of einsum. Each object is a label of its own, as long as
/// the longest axis that has it.
/// </summary>
/// <param name="kind">How results depend on what lies along it; in inputs only, it is reduced, in outputs only, it is new.</param>
public sealed class AxisLabel(AxisKind kind = AxisKind.Pointwise)
{
    /// <summary>How results depend on what lies along it.</summary>
    public AxisKind Kind => kind;
}
