using Bantam.Graphs;
using Bantam.Transforms.Reports;

namespace Bantam.Cli.Inspection;

/// <summary>What a transform did to a model.</summary>
/// <param name="Pass">Its name.</param>
/// <param name="Before">How many nodes there were.</param>
/// <param name="After">How many there are; of the last one, which parts them into steps, how many steps.</param>
/// <param name="Changes">The nodes that it put others in the place of.</param>
internal sealed record PassInfo(string Pass, int Before, int After, IReadOnlyList<ChangeInfo> Changes)
{
    /// <summary>A report for people and programs.</summary>
    public static PassInfo Of(TransformReport report) => new(
        report.Transform, report.Before.Nodes.Count, report.After.Nodes.Count, [.. report.Changes.Select(ChangeInfo.Of)]);
}

/// <summary>Nodes that a transform put others in the place of.</summary>
/// <param name="From">The nodes that were.</param>
/// <param name="To">The nodes that are.</param>
/// <param name="Became">Where no node was written: the value that is the result, or <c>constant</c>.</param>
/// <param name="Rules">The patterns that did it.</param>
internal sealed record ChangeInfo(
    IReadOnlyList<ChangedNode> From, IReadOnlyList<ChangedNode> To, string? Became, IReadOnlyList<string>? Rules)
{
    /// <summary>A change.</summary>
    public static ChangeInfo Of(NodeChange change) => new(
        [.. change.From.Select(ChangedNode.Of)], [.. change.To.Select(ChangedNode.Of)],
        change.To.Count > 0 ? null : change.Value ?? "constant", change.Rules.Count > 0 ? change.Rules : null);
}

/// <summary>A node by its name.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Operator">Its operator.</param>
internal sealed record ChangedNode(string Name, string Operator)
{
    /// <summary>A node.</summary>
    public static ChangedNode Of(Node node) => new(node.Name, node.Operator.Name);

    /// <summary>The name, and the operator where that does not say it.</summary>
    public override string ToString() => Name.Contains(Operator, StringComparison.Ordinal) ? Name : $"{Name} ({Operator})";
}
