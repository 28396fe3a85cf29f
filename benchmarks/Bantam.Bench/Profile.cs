using Bantam.Bench.Cases;
using Bantam.Bench.Reports;
using Bantam.Cli.Profiling;
using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Targets.Cpu;
using Spectre.Console;

namespace Bantam.Bench;

/// <summary>The time of each step of the plans of a case on one thread.</summary>
internal static class Profile
{
    /// <summary>Shows the training step and the inference of a case.</summary>
    /// <exception cref="UsageException">There is no such case.</exception>
    public static int Run(string name)
    {
        BenchmarkCase[] all =
        [
            .. Www19Cases.Networks, Www19Cases.Gemm, .. TrainingCases.All, SequenceCases.Lstm, SequenceCases.Transformer,
            .. CoreCases.All.Where(c => c.Graph is not null), .. ModelCases.All, .. VisionCases.Models,
        ];
        var @case = all.FirstOrDefault(c => c.Name == name)
            ?? throw new UsageException($"There is no case '{name}' to profile; there are {string.Join(", ", all.Select(c => c.Name))}.");
        if (@case.Graph is { } graph)
        {
            Show(name, graph());
            return 0;
        }

        if (@case.File is not null)
        {
            Show(name, new CaseFile(@case).Graph);
            return 0;
        }

        var model = new CaseModel(@case);
        Show($"{name}, a training step of {@case.Batch} samples", model.Step(@case.Batch));
        Show($"{name}, the inference of a sample", Inference.Prepare(model.Inference(1)));
        return 0;
    }

    private static void Show(string title, Graph graph)
    {
        var plan = Planner.Plan(graph, CpuTargets.Best);
        Screen.Output.WriteLine($"{title}: {plan.State.Bytes / 1024} KB of variables, {plan.WorkBytes / 1024} KB of work memory");
        Screen.Output.WriteProfile(PlanProfile.Of(plan, threads: 1));
    }
}
