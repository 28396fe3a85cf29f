using Bantam.Graphs;

namespace Bantam.Lowering;

/// <summary>A node that no template computes: the reference runs it, on .NET only.</summary>
/// <param name="Node">The node.</param>
/// <param name="Inputs">Places of its inputs; null where an optional one is absent.</param>
/// <param name="Outputs">Places of its outputs.</param>
public sealed record HostStep(Node Node, IReadOnlyList<Placement?> Inputs, IReadOnlyList<Placement> Outputs);
