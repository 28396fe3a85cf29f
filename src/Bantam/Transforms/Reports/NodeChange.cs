using Bantam.Graphs;

namespace Bantam.Transforms.Reports;

/// <summary>What a transform put in the place of some nodes.</summary>
/// <param name="From">The nodes that were; the last one gave the result, the others only it.</param>
/// <param name="To">The nodes that are there instead; none where something that was there already is the result.</param>
/// <param name="Value">What is the result where no node was written: the name of a value, or null of a constant.</param>
/// <param name="Rules">The patterns that did it, of a transform that has several; in order.</param>
public sealed record NodeChange(IReadOnlyList<Node> From, IReadOnlyList<Node> To, string? Value, IReadOnlyList<string> Rules);
