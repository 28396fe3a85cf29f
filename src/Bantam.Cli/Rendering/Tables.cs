using Spectre.Console;

namespace Bantam.Cli.Rendering;

/// <summary>Tables that read as well in a file as on a screen.</summary>
internal static class Tables
{
    /// <summary>A table with these columns; a name that begins with a space stands over numbers, to the right.</summary>
    public static Table Make(params IReadOnlyList<string> columns)
    {
        var table = new Table { Border = TableBorder.Simple, ShowRowSeparators = false };
        foreach (var name in columns)
        {
            var column = new TableColumn(Markup.Escape(name.Trim()));
            if (name.StartsWith(' ')) column.RightAligned();
            table.AddColumn(column);
        }

        return table;
    }

    /// <summary>Adds a row of plain text.</summary>
    public static void AddTexts(this Table table, params IEnumerable<string> cells) => table.AddRow([.. cells.Select(Markup.Escape)]);

    /// <summary>Facts, a line each.</summary>
    public static void WriteFacts(this IAnsiConsole screen, params IEnumerable<(string Name, string Value)> facts)
    {
        var grid = new Grid();
        grid.AddColumn(new GridColumn().NoWrap().PadRight(3));
        grid.AddColumn();
        foreach (var (name, value) in facts) grid.AddRow(Markup.Escape(name), Markup.Escape(value));
        screen.Write(grid);
    }
}
