using Bantam.Graphs;

namespace Bantam.Transforms.Reports;

/// <summary>What a transform did to a graph.</summary>
/// <param name="Transform">Its name.</param>
/// <param name="Before">The graph that it was given.</param>
/// <param name="After">The graph that it made.</param>
/// <param name="Changes">The nodes that it put others in the place of, in the order of the graph.</param>
public sealed record TransformReport(string Transform, Graph Before, Graph After, IReadOnlyList<NodeChange> Changes);
