using Bantam.Graphs;

namespace Bantam.Lowering.Rules;

/// <summary>Operators that move elements without computing: nothing is fused with them.</summary>
internal abstract class CopyingRule : AnchorRule
{
    /// <inheritdoc/>
    public sealed override bool HasEpilogue(Node node) => false;

    /// <summary>The elements of a constant input that decides about shapes; null where it is absent.</summary>
    protected static int[]? Constants(Node node, int input) => node.Inputs.ElementAtOrDefault(input)?.Constant!.ToIntegers();
}
