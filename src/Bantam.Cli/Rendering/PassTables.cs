using Bantam.Cli.Inspection;
using Spectre.Console;

namespace Bantam.Cli.Rendering;

/// <summary>What transforms did to a model, for people.</summary>
internal static class PassTables
{
    /// <summary>Shows each pass, and then the nodes that each one touched.</summary>
    public static void WritePasses(this IAnsiConsole screen, IReadOnlyList<PassInfo> passes)
    {
        var table = Tables.Make(" Pass", "Transform", " Nodes before", " after", " Changes", "Patterns");
        for (var i = 0; i < passes.Count; i++)
        {
            var pass = passes[i];
            var rules = pass.Changes.SelectMany(c => c.Rules ?? []).CountBy(rule => rule).Select(r => $"{r.Key} {r.Value}");
            table.AddTexts(
                Texts.Count(i + 1), pass.Pass, Texts.Count(pass.Before), Texts.Count(pass.After),
                pass.Changes.Count == 0 ? "" : Texts.Count(pass.Changes.Count), string.Join(", ", rules));
        }

        screen.Write(table);
        for (var i = 0; i < passes.Count; i++)
            if (passes[i].Changes.Count > 0)
                Write(screen, i + 1, passes[i]);
    }

    private static void Write(IAnsiConsole screen, int number, PassInfo pass)
    {
        screen.WriteLine($"Pass {number}, {pass.Pass}:");
        var isByPattern = pass.Changes.Any(c => c.Rules is not null);
        var table = isByPattern ? Tables.Make("Nodes", "became", "Patterns") : Tables.Make("Nodes", "became");
        foreach (var change in pass.Changes)
        {
            string[] cells = [string.Join(", ", change.From), change.Became is { } value ? value : string.Join(", ", change.To)];
            table.AddTexts(isByPattern ? [.. cells, string.Join(", ", change.Rules ?? [])] : cells);
        }

        screen.Write(table);
    }
}
