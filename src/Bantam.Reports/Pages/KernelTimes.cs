using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Plans;
using Bantam.Reports.Charts;
using Bantam.Targets.Cpu;
using Bantam.Tensors;

namespace Bantam.Reports.Pages;

/// <summary>How long the steps of a graph take on this machine.</summary>
[RequiresDynamicCode("Emits IL, which ahead-of-time compiled apps cannot run.")]
internal static class KernelTimes
{
    private const int Rounds = 5, MostBars = 16;

    /// <summary>Runs a graph some times on memory of its own, with its inputs as they are given.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="inputs">Bytes of its inputs by name; zeros of those that are missing.</param>
    /// <param name="threads">How many threads run it.</param>
    public static (Plan Plan, IReadOnlyList<StepTime> Times) Measure(
        Graph graph, IReadOnlyDictionary<string, byte[]> inputs, int threads)
    {
        var session = new Session(CpuPlanner.Plan(graph, CpuTargets.Best), threads: threads);
        foreach (var (name, bytes) in inputs)
            if (session.Plan.Inputs.ContainsKey(name))
                bytes.CopyTo(session.InputBytes(name));
        session.Run();
        return (session.Plan, session.Measure(Rounds));
    }

    /// <summary>Writes the slowest steps.</summary>
    public static void Write(Page page, IReadOnlyList<StepTime> times, int threads, string what)
    {
        var sum = times.Sum(t => t.Milliseconds);
        var slowest = times.OrderByDescending(t => t.Milliseconds).ToArray();
        page.Section(
            "Slowest kernels",
            $"{what} takes {Markup.Number(sum)} ms on {threads} thread{(threads == 1 ? "" : "s")} of this machine " +
            $"({CpuTargets.Best.Name}), in {times.Count} steps; each time is the least of some runs.",
            () =>
            {
                page.Charts([new BarChart(
                    "Milliseconds of the slowest steps",
                    [.. slowest.Take(MostBars).Select(t => (t.Kernels.Count == 0 ? "reference" : t.Kernels[0], t.Milliseconds))])
                { Height = 44 + (Math.Min(slowest.Length, MostBars) * 22), Width = 560 }], "grid one");
                page.Body.In("details", [], () =>
                {
                    page.Body.Text("summary", "All steps");
                    page.Table(
                        [" ms", " %", " GFLOP/s", "Kernel", "Computes"],
                        slowest.Select(t => (IReadOnlyList<string>)
                        [
                            Markup.Number(t.Milliseconds), Markup.Number(Math.Round(100 * t.Milliseconds / Math.Max(sum, 1e-9), 1)),
                            t.MultiplyAdds is { } adds ? Markup.Number(Math.Round(2 * adds / Math.Max(t.Milliseconds, 1e-9) / 1e6, 1)) : "",
                            t.Kernels.Count == 0 ? "reference" : string.Join(" > ", t.Kernels), t.Label,
                        ]));
                });
            });
    }
}
