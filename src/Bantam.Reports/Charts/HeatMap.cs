using System.Globalization;

namespace Bantam.Reports.Charts;

/// <summary>A table of numbers as colours: a confusion matrix, whose rows are what is and whose columns are what was said.</summary>
/// <param name="title">What it shows.</param>
/// <param name="rows">The names of the rows.</param>
/// <param name="columns">The names of the columns.</param>
/// <param name="values">The number at a row and a column, from 0 on.</param>
public sealed class HeatMap(string title, IReadOnlyList<string> rows, IReadOnlyList<string> columns, Func<int, int, double> values)
    : Chart(title)
{
    private const int MostWritten = 24, MostLetters = 12;

    /// <summary>What the rows are, written beside them.</summary>
    public string RowName { get; init; } = "";

    /// <summary>What the columns are, written under them.</summary>
    public string ColumnName { get; init; } = "";

    /// <inheritdoc/>
    internal override void Draw(Markup svg)
    {
        var beside = 16 + (Math.Min(rows.Select(r => r.Length).DefaultIfEmpty(0).Max(), MostLetters) * 6.4);
        var (left, top) = (beside, 46.0);
        var cell = Math.Min((Width - left - 8) / Math.Max(columns.Count, 1), (Height - top - 24) / Math.Max(rows.Count, 1));
        var wide = (Width - left - 8) / Math.Max(columns.Count, 1);
        for (var r = 0; r < rows.Count; r++)
        {
            var greatest = Enumerable.Range(0, columns.Count).Max(c => values(r, c));
            var middle = top + ((r + 0.5) * cell);
            if (cell >= 9) svg.Text("text", Short(rows[r]), ("class", "end"), ("x", left - 6), ("y", middle + 4));
            for (var c = 0; c < columns.Count; c++) Cell(svg, r, c, left + (c * wide), top + (r * cell), wide, cell, greatest);
        }

        for (var c = 0; c < columns.Count && wide >= 14; c++)
            svg.Text("text", Short(columns[c], (int)(wide / 6.4)), ("class", "middle"), ("x", left + ((c + 0.5) * wide)), ("y", top - 5));
        var below = top + (rows.Count * cell) + 15;
        svg.Text("text", RowName.Length == 0 ? "" : $"rows: {RowName}", ("x", 8), ("y", below));
        svg.Text("text", ColumnName.Length == 0 ? "" : $"columns: {ColumnName}", ("class", "end"), ("x", Width - 8), ("y", below));
    }

    private void Cell(Markup svg, int row, int column, double x, double y, double wide, double high, double greatest)
    {
        var value = values(row, column);
        var share = greatest > 0 ? Math.Max(value, 0) / greatest : 0;

        // Few mistakes are what is looked for: they must be seen beside many that are right.
        var strength = share == 0 ? 0.04 : 0.1 + (0.9 * Math.Sqrt(share));
        svg.In(
            "rect",
            [
                ("class", "cell"), ("style", string.Create(CultureInfo.InvariantCulture, $"--a:{strength:0.00}")), ("x", x), ("y", y),
                ("width", Math.Max(wide - 1, 1)), ("height", Math.Max(high - 1, 1)),
            ],
            () => svg.Text("title", $"{rows[row]} as {columns[column]}: {Markup.Number(value)}"));
        if (value != 0 && rows.Count <= MostWritten && wide >= 6.5 * Markup.Number(value).Length && high >= 11)
            svg.Text("text", Markup.Number(value), ("class", strength > 0.6 ? "middle strong" : "middle on"), ("x", x + (wide / 2)),
                ("y", y + (high / 2) + 4));
    }

    private static string Short(string name, int most = MostLetters) => name.Length <= most ? name : $"{name[..Math.Max(most - 1, 1)]}…";
}
