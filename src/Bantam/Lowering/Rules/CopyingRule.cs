using Bantam.Graphs;

namespace Bantam.Lowering.Rules;

/// <summary>Operators that move elements without computing: nothing is fused with them.</summary>
internal abstract class CopyingRule : AnchorRule
{
    /// <inheritdoc/>
    public sealed override bool HasEpilogue(Node node) => false;
}
