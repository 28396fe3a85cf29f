using Spectre.Console;

namespace Bantam.Bench.Reports;

/// <summary>The console for people: tables to the output, progress to the error stream.</summary>
internal static class Screen
{
    /// <summary>Wide enough that tables in files and pipes are not wrapped.</summary>
    private const int WidthOfFiles = 200;

    /// <summary>The output.</summary>
    public static IAnsiConsole Output { get; } = Open();

    /// <summary>Writes a line of progress.</summary>
    public static void Progress(string text) => Console.Error.WriteLine(text);

    /// <summary>A table with these columns; a name that begins with a space stands over numbers, to the right.</summary>
    public static Table Table(params IReadOnlyList<string> columns)
    {
        var table = new Table { Border = TableBorder.Simple };
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

    private static IAnsiConsole Open()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings());
        if (Console.IsOutputRedirected) console.Profile.Width = WidthOfFiles;
        return console;
    }
}
