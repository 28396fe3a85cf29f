using System.Globalization;
using Bantam.Bench.Results;

namespace Bantam.Bench.Goals;

/// <summary>
/// The fastest of some systems takes so many times as long as ours, on each case. Least times are compared, since noise only ever
/// adds to them; the ratio of the medians is shown beside.
/// </summary>
/// <param name="Peers">The systems; one that is missing is left out, and said to be.</param>
/// <param name="Factor">How many times.</param>
internal sealed record RatioGoal(
    string Text, string Metric, IReadOnlyList<string> Cases, string Ours, IReadOnlyList<string> Peers, double Factor)
    : Goal(Text, Metric, Cases, Ours)
{
    /// <summary>Whether the geometric mean over all cases is meant instead.</summary>
    public bool IsMean { get; init; }

    /// <summary>A product of roots that should be 3 may be a hair less.</summary>
    private const double Rounding = 1e-9;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Rivals => Peers;

    private string Required => $"≥ {Format(Factor)}";

    /// <inheritdoc/>
    public override IEnumerable<Verdict> Judge(SuiteResults results)
    {
        var ratios = Cases.Select(c => (Case: c, Ratio: Find(results, c))).ToArray();
        if (!IsMean) return ratios.Select(r => Judge(r.Case, r.Ratio, results));
        var missing = ratios.Where(r => r.Ratio is null).Select(r => r.Case).ToArray();
        var all = $"mean of {Cases.Count}";
        if (missing.Length > 0)
            return [new Verdict(this, all, null, Required, null, $"There is no ratio for {string.Join(", ", missing)}.")];
        var (least, median) = (Mean(ratios.Select(r => r.Ratio!.Value.Least)), Mean(ratios.Select(r => r.Ratio!.Value.Median)));
        return [new Verdict(this, all, Format(least), Required, IsReached(least), $"{Format(median)} by medians")];
    }

    private Verdict Judge(string @case, (double Least, double Median, string Peer)? ratio, SuiteResults results)
    {
        if (ratio is not var (least, median, peer)) return Unknown(@case, Required, results, [Ours, .. Peers]);
        var without = Peers.Where(p => results.Find(@case, p, Metric) is null).ToArray();
        var (fastest, missing) = (
            Peers.Count > 1 ? $"; the fastest is {peer}" : "", without.Length > 0 ? $"; without {string.Join(", ", without)}" : "");
        var note = $"{Format(median)} by medians{fastest}{missing}";
        return new Verdict(this, @case, Format(least), Required, IsReached(least), note);
    }

    private (double Least, double Median, string Peer)? Find(SuiteResults results, string @case)
    {
        var ours = results.Find(@case, Ours, Metric);
        var fastest = Peers.Select(p => results.Find(@case, p, Metric)).OfType<Row>().MinBy(r => r.Min);
        return ours is null || fastest is null ? null : (fastest.Min / ours.Min, fastest.Median / ours.Median, fastest.System);
    }

    private bool IsReached(double ratio) => ratio >= Factor - Rounding;

    private static double Mean(IEnumerable<double> ratios) => Math.Exp(ratios.Average(Math.Log));

    /// <summary>Cut off, not rounded: what is shown as reached is reached.</summary>
    private static string Format(double ratio) =>
        (Math.Floor((ratio * 100) + Rounding) / 100).ToString("0.00", CultureInfo.InvariantCulture) + "x";
}
