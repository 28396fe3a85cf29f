using System.Globalization;
using Bantam.Bench.Cases;
using Bantam.Bench.Goals;
using Bantam.Bench.Measuring;
using Bantam.Bench.Reports;
using Bantam.Bench.Results;
using Bantam.Execution;

namespace Bantam.Bench.Suites;

/// <summary>A suite that measures networks on several systems and holds the results against goals.</summary>
internal abstract class NetworkSuite : ISuite
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public abstract string Description { get; }

    /// <summary>What is computed.</summary>
    protected abstract IReadOnlyList<BenchmarkCase> Cases { get; }

    /// <summary>The names of all systems; ours is the first, and others are compared with it.</summary>
    protected abstract IReadOnlyList<string> Systems { get; }

    /// <summary>What is to be reached.</summary>
    protected abstract IReadOnlyList<Goal> Goals { get; }

    /// <summary>How long it looks where it is not only a look.</summary>
    protected virtual Effort FullEffort => Effort.Full;

    /// <inheritdoc/>
    public async Task<int> RunAsync(SuiteOptions options, CancellationToken cancellation)
    {
        var cases = options.SelectCases(Cases, c => c.Name);
        var systems = options.SelectSystems(Systems);
        var results = new SuiteResults(Name, options.IsQuick);
        var peak = new Peak(options.Target);
        results.PeakGflops = peak.Measure();
        await using (
            var open = await OpenAsync(new Opening(results, systems, cases, options.IsQuick) { Target = options.Target }, cancellation))
        {
            var interleaver = new Interleaver(open.Systems, options.IsQuick ? Effort.Quick : FullEffort, results);
            foreach (var (@case, metric) in cases.SelectMany(c => MetricsOf(c).Select(m => (c, m))))
            {
                var (rows, absences) = (results.Rows.Count, results.Absences.Count);
                await interleaver.MeasureAsync(@case, metric, cancellation);
                results.PeakGflops = peak.Measure();
                ShowProgress(@case, metric, [.. results.Rows.Skip(rows)], [.. results.Absences.Skip(absences)]);
            }
        }

        Verdict[] verdicts = [.. Goals.SelectMany(g => g.Judge(results)).Where(v => IsSelected(v, cases, systems))];
        SuiteReport.Write(results, systems, cases);
        SuiteReport.Write(verdicts);
        Screen.Output.Profile.Out.Writer.WriteLine($"Written to {ResultFiles.Write(results, verdicts)}.");
        return results.Absences.Any(a => a.IsFailure && a.System.StartsWith("bantam/", StringComparison.Ordinal)) ? 1 : 0;
    }

    /// <summary>The metrics of a case, in the order in which they are measured.</summary>
    protected abstract IReadOnlyList<string> MetricsOf(BenchmarkCase @case);

    /// <summary>Starts the systems that are wanted; those that are missing are said to be in the results.</summary>
    protected abstract Task<OpenSystems> OpenAsync(Opening opening, CancellationToken cancellation);

    private static void ShowProgress(BenchmarkCase @case, string metric, IReadOnlyList<Row> rows, IReadOnlyList<Absence> absences)
    {
        var shown = rows.Where(r => r.Metric == metric).Select(r => $"{r.System} {Quantity.Format(metric, r.Min)}")
            .Concat(absences.Where(a => a.IsFailure).Select(a => $"{a.System} FAILED"));
        Screen.Progress(
            $"{TimeProvider.System.GetLocalNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture)} {@case.Name} {metric}: " +
            $"{string.Join(", ", shown)}");
    }

    /// <summary>A part of the suite is not held against goals of what it left out.</summary>
    private static bool IsSelected(Verdict verdict, IReadOnlyList<BenchmarkCase> cases, IReadOnlyList<string> systems) =>
        systems.Contains(verdict.Goal.Ours) && (verdict.Goal.Rivals.Count == 0 || verdict.Goal.Rivals.Any(systems.Contains))
        && (cases.Any(c => c.Name == verdict.Case) || verdict.Goal.Cases.All(name => cases.Any(c => c.Name == name)));
}
