namespace Bantam.Operators;

/// <summary>A node that Bantam cannot compute.</summary>
/// <param name="Node">The node's name.</param>
/// <param name="Operator">Its operator.</param>
/// <param name="Reason">Why, as a sentence.</param>
public sealed record Gap(string Node, string Operator, string Reason)
{
    /// <summary>The node's attributes as text; empty where it has none.</summary>
    public string Attributes { get; init; } = "";

    /// <summary>The file that it was read from; null where that is not known.</summary>
    public string? File { get; init; }

    /// <inheritdoc/>
    public override string ToString()
    {
        var attributes = Attributes.Length > 0 ? $" {{ {Attributes} }}" : "";
        return $"node '{Node}' ({Operator}{attributes}): {Reason}";
    }
}
