using System.Globalization;
using Bantam.Bench.Cases;
using Bantam.Bench.Results;

namespace Bantam.Bench.Goals;

/// <summary>A share of the processor's multiply-add peak.</summary>
/// <param name="Percent">The share.</param>
internal sealed record PeakGoal(string Text, string Metric, IReadOnlyList<BenchmarkCase> Computed, string Ours, double Percent)
    : Goal(Text, Metric, [.. Computed.Select(c => c.Name)], Ours)
{
    private string Required => Format(Percent, "≥ ");

    /// <inheritdoc/>
    public override IEnumerable<Verdict> Judge(SuiteResults results) => Computed.Select(c =>
    {
        if (results.Find(c.Name, Ours, Metric) is not { } row) return Unknown(c.Name, Required, results, Ours);
        var (least, median) = (Share(c, Metric, row.Min, results.PeakGflops), Share(c, Metric, row.Median, results.PeakGflops));
        return new Verdict(
            this, c.Name, Format(least!.Value), Required, least >= Percent,
            $"{Format(median!.Value)} by medians; the peak is {results.PeakGflops.ToString("0", CultureInfo.InvariantCulture)} GFLOP/s");
    });

    /// <summary>The percentage of the peak that a time is; null where the time is not that of products.</summary>
    public static double? Share(BenchmarkCase @case, string metric, double milliseconds, double peakGflops) =>
        @case.Flops(metric) / (milliseconds * 1e6) / peakGflops * 100;

    private static string Format(double percent, string before = "") =>
        $"{before}{(Math.Floor(percent * 10) / 10).ToString("0.0", CultureInfo.InvariantCulture)} %";
}
