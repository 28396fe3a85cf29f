namespace Bantam.Bench.Results;

/// <summary>What was measured of a system on a case.</summary>
/// <param name="Case">The case.</param>
/// <param name="System">The system.</param>
/// <param name="Metric">What, with its unit.</param>
/// <param name="Median">The median of all samples.</param>
/// <param name="Min">The least of them.</param>
/// <param name="Runs">How many there are.</param>
internal sealed record Row(string Case, string System, string Metric, double Median, double Min, int Runs)
{
    /// <summary>The row of some samples.</summary>
    public static Row Of(string @case, string system, string metric, IReadOnlyCollection<double> samples)
    {
        double[] sorted = [.. samples.Order()];
        var half = sorted.Length / 2;
        var median = sorted.Length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        return new Row(@case, system, metric, median, sorted[0], sorted.Length);
    }
}
