namespace Bantam.Operators;

/// <summary>A node that Bantam cannot compute.</summary>
/// <param name="Node">The node's name.</param>
/// <param name="Operator">Its operator.</param>
/// <param name="Reason">Why, as a sentence.</param>
public sealed record Gap(string Node, string Operator, string Reason)
{
    /// <inheritdoc/>
    public override string ToString() => $"node '{Node}' ({Operator}): {Reason}";
}
