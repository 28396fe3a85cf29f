namespace Bantam.Architecture.Tests;

/// <summary>
/// A table of docs/architecture.md that says what each project, or each folder of the core, may use. The page is the one place
/// where the rules stand; the tests hold the code against it.
/// </summary>
internal static class DependencyTable
{
    private const string Page = "docs/architecture.md";

    /// <summary>Rows by their first cell (in backquotes): the words of the column <c>may use</c>.</summary>
    /// <param name="firstColumn">The heading of the first column, which tells the tables of the page apart.</param>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Read(string firstColumn)
    {
        var lines = Checkout.Read(Page).Split('\n');
        var start = Array.FindIndex(
            lines, line => Cells(line) is [var first, .. var rest] && first == firstColumn && rest.Contains("may use"));
        Assert.True(start >= 0, $"{Page} has no table with the columns '{firstColumn}' and 'may use'.");
        var column = Array.IndexOf(Cells(lines[start]), "may use");
        return lines.Skip(start + 2).TakeWhile(line => line.StartsWith('|')).Select(Cells)
            .ToDictionary(cells => cells[0].Trim('`'), cells => Names(cells[column]), StringComparer.Ordinal);
    }

    private static string[] Cells(string line) =>
        line.StartsWith('|') ? [.. line.Trim('|', ' ', '\r').Split('|').Select(cell => cell.Trim())] : [];

    private static IReadOnlyList<string> Names(string cell) =>
        cell == "nothing" ? [] : [.. cell.Split(',').Select(name => name.Trim().Trim('`'))];
}
