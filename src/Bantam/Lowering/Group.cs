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

    /// <summary>
    /// The values in whose memory lies what the group reads, those that it computes itself left out; known once all nodes are placed.
    /// </summary>
    public IReadOnlySet<Value> Reads { get; set; } = new HashSet<Value>();

    /// <summary>What the code of the chain comes to; see <see cref="LoweringContext.Weight"/>.</summary>
    public int ChainWeight { get; set; }

    /// <summary>The place of its last node among those of the graph.</summary>
    public int Last { get; set; }

    /// <summary>The groups that must have run before it; see <see cref="GroupPrecedence"/>.</summary>
    public HashSet<Group> Before { get; } = [];

    /// <summary>The groups that it must run before.</summary>
    public HashSet<Group> After { get; } = [];

    /// <summary>A number above those of all groups before it.</summary>
    public int Level { get; set; }

    /// <summary>All nodes.</summary>
    public IEnumerable<Node> Nodes => [.. Prologue, .. Anchor is null ? Array.Empty<Node>() : [Anchor], .. Chain];

    /// <summary>Whether other nodes may join.</summary>
    public bool CanGrow => Anchor is null || Rule is { } rule && rule.HasEpilogue(Anchor);

    /// <inheritdoc/>
    public override string ToString() => string.Join('+', Nodes.Select(n => n.Name));
}
