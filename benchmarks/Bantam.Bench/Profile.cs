using System.Globalization;
using Bantam.Bench.Cases;
using Bantam.Bench.Reports;
using Bantam.Bench.Results;
using Bantam.Cli.Rendering;
using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Plans;
using Bantam.Targets.Cpu;
using Spectre.Console;

namespace Bantam.Bench;

/// <summary>The time of each step of a plan on one thread, each the least of some rounds.</summary>
internal static class Profile
{
    private const int Rounds = 50;

    /// <summary>Shows the training step and the inference of a case.</summary>
    /// <exception cref="UsageException">There is no such case.</exception>
    public static int Run(string name)
    {
        BenchmarkCase[] all =
            [.. Www19Cases.Networks, Www19Cases.Gemm, .. TrainingCases.All, .. CoreCases.All.Where(c => c.Graph is not null), .. ModelCases.All,
            .. VisionCases.Models];
        var @case = all.FirstOrDefault(c => c.Name == name)
            ?? throw new UsageException($"There is no case '{name}' to profile; there are {string.Join(", ", all.Select(c => c.Name))}.");
        using var peak = new Peak(CpuTargets.Best);
        peak.Measure();
        if (@case.Graph is { } graph)
        {
            Show(name, graph(), peak.Best);
            return 0;
        }

        if (@case.File is not null)
        {
            Show(name, new CaseFile(@case).Graph, peak.Best);
            return 0;
        }

        var model = new CaseModel(@case);
        Show($"{name}, a training step of {@case.Batch} samples", model.Step(@case.Batch), peak.Best);
        Show($"{name}, the inference of a sample", Inference.Prepare(model.Inference(1)), peak.Best);
        return 0;
    }

    private static void Show(string title, Graph graph, double peak)
    {
        var plan = Planner.Plan(graph, CpuTargets.Best);
        var steps = new PlanSteps(plan);
        var least = steps.Least(Rounds);
        var all = least.Sum();
        var table = Tables.Make(" µs", " %", " GFLOP/s", " of the peak", "kernel", "sizes", " tiles", "nodes");
        foreach (var (call, milliseconds) in steps.Calls.Zip(least))
        {
            // Of other kernels the cost is a guess, not a count of multiply-adds.
            var rate = call.Kernel.Name.StartsWith("gemm", StringComparison.Ordinal) ? 2 * call.Cost / milliseconds / 1e6 : (double?)null;
            table.AddTexts(
                Quantity.Digits(milliseconds * 1000), Whole(milliseconds / all * 100), rate is { } r ? Whole(r) : "", rate is { } s
                ? Whole(s / peak * 100) + " %" : "",
                call.Kernel.Name, string.Join(',', call.Sizes), call.Tiles.ToString(CultureInfo.InvariantCulture), call.Label);
        }

        Screen.Output.WriteLine(
            $"{title}: {Quantity.Digits(all * 1000)} µs in {least.Length} steps; {plan.State.Bytes / 1024} KB of variables, " +
            $"{plan.WorkBytes / 1024} KB of work memory");
        Screen.Output.Write(table);
        foreach (var host in plan.HostCalls) Screen.Output.WriteLine($"  by reference, not timed: {host.Label}");
    }

    private static string Whole(double value) => value.ToString("0", CultureInfo.InvariantCulture);
}
