using System.Text.RegularExpressions;

namespace Bantam.Architecture.Tests;

/// <summary>Links of a Markdown page to files of the repository.</summary>
internal static partial class Links
{
    /// <summary>The paths, relative to the page's folder, without anchors.</summary>
    public static IEnumerable<string> Read(string markdown) =>
        Target().Matches(markdown).Select(match => match.Groups[1].Value.Split('#')[0])
            .Where(link => link.Length > 0 && !link.Contains("://", StringComparison.Ordinal)).Distinct();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Target();
}
