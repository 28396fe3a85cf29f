using Bantam.Graphs;

namespace Bantam.Lowering;

/// <summary>
/// Nodes that one kernel computes: a node with a template and the elementwise ones that follow it in the same pass, or elementwise
/// ones alone. A reduction also takes in the elementwise nodes before it.
/// </summary>
internal sealed class Group
{
    /// <summary>The node that a template computes; null of a purely elementwise group.</summary>
    public Node? Anchor { get; init; }

    /// <summary>The rule that lowers the anchor.</summary>
    public AnchorRule? Rule { get; init; }

    /// <summary>Elementwise nodes whose result the anchor takes in.</summary>
    public List<Node> Prologue { get; } = [];

    /// <summary>Elementwise nodes on the result, in topological order.</summary>
    public List<Node> Chain { get; } = [];

    /// <summary>The value whose shape the chain has.</summary>
    public required Value Result { get; init; }

    /// <summary>The values in whose memory lies what the group reads, those that it computes itself left out; known once all nodes are placed.</summary>
    public IReadOnlySet<Value> Reads { get; set; } = new HashSet<Value>();

    /// <summary>All nodes.</summary>
    public IEnumerable<Node> Nodes => [.. Prologue, .. Anchor is null ? Array.Empty<Node>() : [Anchor], .. Chain];

    /// <summary>Whether other nodes may join.</summary>
    public bool CanGrow => Anchor is null || Rule is { } rule && rule.HasEpilogue(Anchor);

    /// <inheritdoc/>
    public override string ToString() => string.Join('+', Nodes.Select(n => n.Name));
}
