using Bantam.Cli;
using Spectre.Console;

namespace Bantam.Bench.Reports;

/// <summary>The console for people: tables to the output, progress to the error stream.</summary>
internal static class Screen
{
    private static readonly Terminal Process = Terminal.OfProcess();

    /// <summary>The output.</summary>
    public static IAnsiConsole Output => Process.Screen;

    /// <summary>Writes a line of progress.</summary>
    public static void Progress(string text) => Process.Error.WriteLine(text);
}
