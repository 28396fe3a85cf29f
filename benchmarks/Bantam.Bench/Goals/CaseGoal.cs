using System.Globalization;
using Bantam.Bench.Results;

namespace Bantam.Bench.Goals;

/// <summary>One case against another of the same system: the other takes so many times as long.</summary>
/// <param name="Case">The case that is to be fast.</param>
/// <param name="Other">The case that it is held against.</param>
/// <param name="Factor">How many times.</param>
internal sealed record CaseGoal(string Text, string Metric, string Case, string Other, string Ours, double Factor)
    : Goal(Text, Metric, [Case, Other], Ours)
{
    private string Required => Format(Factor, "≥ ");

    /// <inheritdoc/>
    public override IEnumerable<Verdict> Judge(SuiteResults results)
    {
        if (results.Find(Case, Ours, Metric) is not { } row) return [Unknown(Case, Required, results, Ours)];
        if (results.Find(Other, Ours, Metric) is not { } other) return [Unknown(Other, Required, results, Ours)];
        var (least, median) = (other.Min / row.Min, other.Median / row.Median);
        return [new Verdict(this, Case, Format(least), Required, least >= Factor, $"{Format(median)} by medians; held against {Other}")];
    }

    private static string Format(double ratio, string before = "") =>
        $"{before}{(Math.Floor(ratio * 100) / 100).ToString("0.00", CultureInfo.InvariantCulture)}x";
}
