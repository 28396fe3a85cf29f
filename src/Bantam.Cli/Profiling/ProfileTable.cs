using System.Globalization;
using Bantam.Cli.Rendering;
using Spectre.Console;

namespace Bantam.Cli.Profiling;

/// <summary>A profile for people.</summary>
internal static class ProfileTable
{
    /// <summary>Steps that take less than this part of all are one line.</summary>
    private const double Least = 0.002;

    private const int MostLettersOfNodes = 90;

    /// <summary>Shows a profile, the slowest steps first.</summary>
    public static void WriteProfile(this IAnsiConsole screen, PlanProfile profile)
    {
        screen.WriteLine(
            $"A run takes {Milliseconds(profile.Milliseconds)} ms with {profile.Target} on {profile.Threads} " +
            $"thread{(profile.Threads == 1 ? "" : "s")}, the least of {profile.Rounds}; the multiply-add peak is " +
            $"{Whole(profile.PeakGflops)} GFLOP/s.");
        var table = Tables.Make(" ms", " %", " GFLOP/s", " of the peak", "Kernel", " Tiles", " Times", "Computes");
        var shown = profile.Steps.Where(s => s.Share >= Least).ToArray();
        foreach (var step in shown)
        {
            table.AddTexts(
                Milliseconds(step.Milliseconds), Percent(step.Share), step.Gflops is { } rate ? Whole(rate) : "",
                step.OfPeak is { } part ? Whole(part * 100) + " %" : "", step.Kernel ?? "host (reference)", Texts.Count(step.Tiles),
                step.Times == 1 ? "" : Texts.Count(step.Times), Shortened(step.Computes));
        }

        screen.Write(table);
        var rest = profile.Steps.Skip(shown.Length).ToArray();
        if (rest.Length > 0)
            screen.WriteLine(
                $"{rest.Length} more steps take {Milliseconds(rest.Sum(s => s.Milliseconds))} ms, {Percent(rest.Sum(s => s.Share))} %, " +
                $"each less than {Percent(Least)} %.");
        screen.WriteLine($"All {profile.Steps.Count} steps take {Milliseconds(profile.StepMilliseconds)} ms.");
    }

    private static string Shortened(string nodes) => nodes.Length <= MostLettersOfNodes ? nodes : $"{nodes[..MostLettersOfNodes]}…";

    private static string Milliseconds(double value) => value.ToString(value < 10 ? "0.000" : "0.0", CultureInfo.InvariantCulture);

    private static string Percent(double share) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture);

    private static string Whole(double value) => value.ToString("0", CultureInfo.InvariantCulture);
}
