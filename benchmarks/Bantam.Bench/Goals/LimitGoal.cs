using Bantam.Bench.Cases;
using Bantam.Bench.Results;

namespace Bantam.Bench.Goals;

/// <summary>Not more than so many bytes or milliseconds.</summary>
/// <param name="Most">The limit.</param>
internal sealed record LimitGoal(string Text, string Metric, IReadOnlyList<string> Cases, string Ours, double Most)
    : Goal(Text, Metric, Cases, Ours)
{
    /// <inheritdoc/>
    public override IEnumerable<Verdict> Judge(SuiteResults results) => Cases.Select(c =>
    {
        var required = $"≤ {Quantity.Format(Metric, Most)}";
        if (results.Find(c, Ours, Metric) is not { } row) return Unknown(c, required, results, Ours);
        var note = Metrics.IsTime(Metric) ? $"{Quantity.Format(Metric, row.Median)} by medians" : "";
        return new Verdict(this, c, Quantity.Format(Metric, row.Min), required, row.Min <= Most, note);
    });
}
