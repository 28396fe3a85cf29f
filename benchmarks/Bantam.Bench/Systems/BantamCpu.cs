using Bantam.Bench.Cases;
using Bantam.Bench.Measuring;
using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Lowering;
using Bantam.Plans;
using Bantam.Targets.Cpu;
using Bantam.Tensors;
using Bantam.Training.Steps;

namespace Bantam.Bench.Systems;

/// <summary>
/// Bantam in this process. A step begins with the batch in an array of the caller's, so it includes the copy to where the plan has
/// its inputs.
/// </summary>
/// <param name="threads">How many threads compute.</param>
/// <param name="target">What is compiled for; the fastest that this processor has by default.</param>
internal sealed class BantamCpu(int threads, Target? target = null) : IBenchmarkSystem
{
    private readonly Target _target = target ?? CpuTargets.Best;
    private (Action Step, Action Check) _prepared;

    /// <inheritdoc/>
    public string Name { get; } = NameOf(threads);

    /// <summary>The name on so many threads.</summary>
    public static string NameOf(int threads) => $"bantam/cpu/{threads}t";

    /// <inheritdoc/>
    public string? Refuses(BenchmarkCase @case, string metric)
    {
        if (@case.File is not null) return null;
        string[] slow = @case.Graph is { } graph ? [.. Planner.Plan(graph(), _target).HostCalls.Select(h => h.Label)] : [];
        return slow.Length == 0 ? null : $"Bantam has no kernel for {string.Join(", ", slow)}; by reference its time would mean nothing.";
    }

    /// <inheritdoc/>
    public Task PrepareAsync(BenchmarkCase @case, string metric, CancellationToken cancellation)
    {
        _prepared = metric == Metrics.Train ? Train(@case) : Infer(@case);
        Sampler.WarmUp(_prepared.Step);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, double[]>> MeasureAsync(
        BenchmarkCase @case, string metric, Effort effort, CancellationToken cancellation)
    {
        var samples = Sampler.Take(_prepared.Step, effort);
        _prepared.Check();
        if (threads > 1) await Task.Delay(IdleThreads.StopSpinning, cancellation).ConfigureAwait(false);
        return new Dictionary<string, double[]> { [metric] = samples };
    }

    private (Action Step, Action Check) Train(BenchmarkCase @case)
    {
        var graph = new CaseModel(@case).Step(@case.Batch);
        var session = Open(graph);
        var (image, label) = (graph.Inputs[0].Name, graph.Inputs[1].Name);
        var batches = CaseData.Training(@case);
        var next = 0;
        if (@case.LearningSteps > 0) Learning.Require(@case, [.. Enumerable.Range(0, @case.LearningSteps).Select(_ => LossOfNext())]);
        return (Step, () => RequireFinite(@case.Name, session.Output<float>(TrainingStep.LossName)));

        void Step()
        {
            batches[next].Samples.CopyTo(session.InputBytes(image));
            batches[next].Labels.CopyTo(session.InputBytes(label));
            session.Run();
            next = (next + 1) % batches.Length;
        }

        double LossOfNext()
        {
            Step();
            return session.Output<float>(TrainingStep.LossName)[0];
        }
    }

    private (Action Step, Action Check) Infer(BenchmarkCase @case)
    {
        if (@case.File is not null) return Infer(new BantamFile(@case, _target, threads), @case.Name);
        var graph = CaseData.GraphOf(@case);
        var session = Open(Inference.Prepare(graph));
        var sets = CaseData.Inputs(@case, graph);
        var next = 0;

        // What a graph computes is there already, as it is for the peers; a network gets its sample in each run.
        if (sets.Length == 1) Fill(0);
        Action step = sets.Length == 1 ? session.Run : () =>
        {
            Fill(next);
            session.Run();
            next = (next + 1) % sets.Length;
        };
        return (step, () => RequireFinite(@case.Name, session, graph.Outputs[0]));

        void Fill(int set)
        {
            for (var i = 0; i < graph.Inputs.Count; i++) sets[set][i].Bytes.CopyTo(session.InputBytes(graph.Inputs[i].Name));
        }
    }

    private static (Action Step, Action Check) Infer(BantamFile model, string name)
    {
        return (model.Run, Check);

        void Check()
        {
            foreach (var output in model.RunForOutputs().Values)
                if (output.Element == ElementType.Float) RequireFinite(name, output.Span<float>());
        }
    }

    private Session Open(Graph graph) => new(Planner.Plan(graph, _target), threads: threads);

    private static void RequireFinite(string name, Session session, Value output)
    {
        if (output.Type.Element == ElementType.Float) RequireFinite(name, session.Output<float>(output.Name));
    }

    private static void RequireFinite(string name, ReadOnlySpan<float> values)
    {
        foreach (var value in values)
            if (!float.IsFinite(value)) throw new MeasurementException($"{name} gives {value}, so its time means nothing.");
    }
}
