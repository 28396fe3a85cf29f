using System.Globalization;
using Bantam.Bench.Cases;
using Bantam.Bench.Goals;
using Bantam.Bench.Results;
using Bantam.Cli.Rendering;
using Spectre.Console;

namespace Bantam.Bench.Reports;

/// <summary>Shows what a suite found out: a table a metric, what could not be measured, and a verdict on each goal.</summary>
internal static class SuiteReport
{
    /// <summary>Smaller products are not bound by arithmetic.</summary>
    private const long LeastFlopsForPeak = 10_000_000;

    private const int MostNames = 3;

    /// <summary>Writes it to the console.</summary>
    /// <param name="results">The results.</param>
    /// <param name="systems">The systems in the order of their columns; the first is what the others are compared with.</param>
    /// <param name="cases">What was computed.</param>
    public static void Write(SuiteResults results, IReadOnlyList<string> systems, IReadOnlyList<BenchmarkCase> cases)
    {
        var screen = Screen.Output;
        screen.WriteLine();
        screen.WriteLine(
            $"{results.Suite} on {Cpu.Name}; multiply-add peak {results.PeakGflops.ToString("0", CultureInfo.InvariantCulture)} GFLOP/s " +
            $"a thread");
        foreach (var (system, facts) in results.Systems) screen.WriteLine($"  {system}: {facts}");
        foreach (var metric in results.Rows.Select(r => r.Metric).Distinct()) Write(results, metric, systems, cases);
        if (results.Absences.Count == 0) return;
        screen.WriteLine();
        screen.WriteLine("Not measured");
        foreach (var group in results.Absences.GroupBy(a => (a.System, a.Metric, a.Reason)))
        {
            string[] names = [.. group.Select(a => a.Case).OfType<string>()];
            var which = names.Length > MostNames ? $"{names.Length} cases" : string.Join(", ", names);
            var where = new[] { group.Key.System, group.Key.Metric, which }.Where(part => !string.IsNullOrEmpty(part));
            screen.WriteLine($"  {string.Join(' ', where)}: {group.Key.Reason}");
        }
    }

    /// <summary>Writes the verdicts; all of them, whatever they say.</summary>
    public static void Write(IReadOnlyList<Verdict> verdicts)
    {
        if (verdicts.Count == 0) return;
        var screen = Screen.Output;
        screen.WriteLine();
        screen.WriteLine("Goals");
        var table = Tables.Make("goal", "case", "metric", " measured", " required", "verdict", "note");
        foreach (var v in verdicts) table.AddTexts(v.Goal.Text, v.Case, v.Goal.Metric, v.Measured ?? "-", v.Required, v.Word, v.Note);
        screen.Write(table);
        screen.WriteLine(
            $"{verdicts.Count(v => v.IsMet == true)} met, {verdicts.Count(v => v.IsMet == false)} missed, " +
            $"{verdicts.Count(v => v.IsMet is null)} unknown.");
    }

    private static void Write(SuiteResults results, string metric, IReadOnlyList<string> systems, IReadOnlyList<BenchmarkCase> cases)
    {
        var screen = Screen.Output;
        string[] columns = [.. systems.Where(s => results.Rows.Any(r => r.System == s && r.Metric == metric))];
        var hasPeak = columns is [var ours, ..] && ours.StartsWith("bantam/cpu/", StringComparison.Ordinal)
            && cases.Any(c => (c.IsDense || c.IsProduct) && c.Flops(metric) >= LeastFlopsForPeak);
        var kind = Metrics.IsTime(metric) ? "least of all runs; in brackets how many times as long as the first column"
            : "in brackets how many times as large as the first column";
        screen.WriteLine();
        screen.WriteLine($"{metric} ({kind})");
        string[] peak = hasPeak ? [" of the peak"] : [];
        var table = Tables.Make(["case", .. columns.Select(c => " " + c), .. peak]);
        foreach (var c in cases.Where(c => results.Rows.Any(r => r.Case == c.Name && r.Metric == metric)))
        {
            var first = results.Find(c.Name, columns[0], metric);
            string[] share = hasPeak ? [Share(c, metric, first, results.PeakGflops)] : [];
            table.AddTexts([c.Name, .. columns.Select(s => Cell(results.Find(c.Name, s, metric), first)), .. share]);
        }

        screen.Write(table);
    }

    private static string Share(BenchmarkCase @case, string metric, Row? row, double peak) =>
        row is not null && (@case.IsDense || @case.IsProduct) && PeakGoal.Share(@case, metric, row.Min, peak) is { } share
            ? $"{share.ToString("0", CultureInfo.InvariantCulture)} %" : "";

    private static string Cell(Row? row, Row? first) => row is null ? "-"
        : first is null || ReferenceEquals(row, first) ? Quantity.Format(row.Metric, row.Min)
        : $"{Quantity.Format(row.Metric, row.Min)} ({Quantity.Digits(row.Min / first.Min)}x)";
}
