using Bantam.Bench.Cases;
using Bantam.Bench.Measuring;
using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Plans;
using Bantam.Targets.Cpu;

namespace Bantam.Bench.Systems;

/// <summary>
/// Bantam in this process. A step begins with the batch in an array of the caller's, so it includes the copy to where the plan has
/// its inputs.
/// </summary>
internal sealed class BantamCpu(int threads) : IBenchmarkSystem
{
    private (Action Step, Action Check) _prepared;

    /// <inheritdoc/>
    public string Name { get; } = NameOf(threads);

    /// <summary>The name on so many threads.</summary>
    public static string NameOf(int threads) => $"bantam/cpu/{threads}t";

    /// <inheritdoc/>
    public string? Refuses(BenchmarkCase @case, string metric) => null;

    /// <inheritdoc/>
    public Task PrepareAsync(BenchmarkCase @case, string metric, CancellationToken cancellation)
    {
        _prepared = metric == Metrics.Train ? Train(@case) : @case.Side > 0 ? Multiply(@case.Side) : Infer(@case);
        Sampler.WarmUp(_prepared.Step);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, double[]>> MeasureAsync(BenchmarkCase @case, string metric, Effort effort, CancellationToken cancellation)
    {
        var samples = Sampler.Take(_prepared.Step, effort);
        _prepared.Check();
        if (threads > 1) await Task.Delay(IdleThreads.StopSpinning, cancellation).ConfigureAwait(false);
        return new Dictionary<string, double[]> { [metric] = samples };
    }

    private (Action Step, Action Check) Train(BenchmarkCase @case)
    {
        var session = Open(new CaseModel(@case).Step(BenchmarkCase.Batch));
        var (images, labels) = (CaseData.Images(@case, BenchmarkCase.Batch), CaseData.Labels(BenchmarkCase.Batch));
        var next = 0;
        return (() =>
        {
            images[next].CopyTo(session.Input<float>(CaseModel.Image));
            labels[next].CopyTo(session.Input<int>(CaseModel.Label));
            session.Run();
            next = (next + 1) % images.Length;
        }, () => RequireFinite(@case.Name, session.Output<float>("loss")));
    }

    private (Action Step, Action Check) Infer(BenchmarkCase @case)
    {
        var session = Open(Inference.Prepare(new CaseModel(@case).Inference(1)));
        var images = CaseData.Images(@case, 1);
        var next = 0;
        return (() =>
        {
            images[next].CopyTo(session.Input<float>(CaseModel.Image));
            session.Run();
            next = (next + 1) % images.Length;
        }, () => RequireFinite(@case.Name, session.Output<float>(CaseModel.Output)));
    }

    private (Action Step, Action Check) Multiply(int side)
    {
        var session = Open(ProductGraph.Of(side, side, side));
        var random = new Random(1);
        CaseData.Numbers(random, side * side).CopyTo(session.Input<float>(ProductGraph.Left));
        CaseData.Numbers(random, side * side).CopyTo(session.Input<float>(ProductGraph.Right));
        return (session.Run, () => RequireFinite("the product", session.Output<float>(ProductGraph.Output)));
    }

    private Session Open(Graph graph) => new(Planner.Plan(graph, CpuTargets.Best), threads: threads);

    private static void RequireFinite(string name, ReadOnlySpan<float> values)
    {
        foreach (var value in values)
            if (!float.IsFinite(value)) throw new MeasurementException($"{name} gives {value}, so its time means nothing.");
    }
}
