using Bantam.Bench.Cases;
using Bantam.Bench.Goals;
using Bantam.Bench.Measuring;
using Bantam.Bench.Results;
using Bantam.Bench.Systems;
using Bantam.Targets.Cpu;

namespace Bantam.Bench.Suites;

/// <summary>The networks of the WWW'19 study on this processor, against PyTorch and ONNX Runtime.</summary>
internal sealed class Www19Cpu : NetworkSuite
{
    private const string Stock = "pytorch";
    private const string KeptHeap = "pytorch-kept-heap";

    /// <inheritdoc/>
    public override string Name => "www19-cpu";

    /// <inheritdoc/>
    public override string Description => "training and inference of small networks on this processor, against PyTorch and ONNX Runtime";

    /// <inheritdoc/>
    protected override IReadOnlyList<BenchmarkCase> Cases { get; } = [.. Www19Cases.Networks, Www19Cases.Gemm];

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Systems { get; } =
        [BantamCpu.NameOf(1), BantamCpu.NameOf(2), $"{Stock}/1t", $"{KeptHeap}/1t", $"{Stock}/2t", "onnxruntime/1t", "onnxruntime/2t"];

    /// <inheritdoc/>
    protected override IReadOnlyList<Goal> Goals => CpuGoals.All;

    /// <inheritdoc/>
    protected override IReadOnlyList<string> MetricsOf(BenchmarkCase @case) =>
        @case.Layers is null ? [Metrics.Infer] : [Metrics.Train, Metrics.Infer];

    /// <inheritdoc/>
    protected override async Task<OpenSystems> OpenAsync(Opening opening, CancellationToken cancellation)
    {
        var systems = new List<IBenchmarkSystem>();
        var resources = new List<object>();
        AddBantam(opening, systems);
        try
        {
            await AddPyTorchAsync(opening, Stock, keepHeap: false, systems, resources, cancellation);
            await AddPyTorchAsync(opening, KeptHeap, keepHeap: true, systems, resources, cancellation);
            AddOnnxRuntime(opening, systems, resources);
        }
        catch
        {
            await new OpenSystems([], resources).DisposeAsync();
            throw;
        }

        return new OpenSystems([.. systems.OrderBy(s => Systems.ToList().IndexOf(s.Name))], resources);
    }

    /// <summary>Adds Bantam on one thread and on two.</summary>
    internal static void AddBantam(Opening opening, List<IBenchmarkSystem> systems)
    {
        foreach (var threads in (int[])[1, 2])
        {
            if (!opening.Systems.Contains(BantamCpu.NameOf(threads))) continue;
            systems.Add(new BantamCpu(threads, opening.Target));
            opening.Results.Describe(BantamCpu.NameOf(threads), $"{CpuTargets.Describe()}, compiled for {opening.Target.Name}");
        }
    }

    private static async Task AddPyTorchAsync(
        Opening opening, string name, bool keepHeap, List<IBenchmarkSystem> systems, List<object> resources, CancellationToken cancellation)
    {
        var wanted = opening.Systems.Where(s => s.StartsWith(name + "/", StringComparison.Ordinal)).ToArray();
        if (wanted.Length == 0) return;
        try
        {
            var process = await PyTorchProcess.StartAsync(keepHeap, cancellation);
            resources.Add(process);
            foreach (var system in wanted)
            {
                systems.Add(new PyTorch(system, process, threads: system.EndsWith("/2t", StringComparison.Ordinal) ? 2 : 1));
                opening.Results.Describe(system, process.Facts);
            }
        }
        catch (MeasurementException error)
        {
            foreach (var system in wanted) opening.Results.Add(new Absence(system, null, null, error.Message));
        }
    }

    /// <summary>Adds ONNX Runtime on one thread and on two, where its library loads.</summary>
    internal static void AddOnnxRuntime(Opening opening, List<IBenchmarkSystem> systems, List<object> resources)
    {
        foreach (var threads in (int[])[1, 2])
        {
            var system = new OnnxRuntime(threads);
            if (!opening.Systems.Contains(system.Name)) continue;
            try
            {
                opening.Results.Describe(system.Name, OnnxRuntime.Version);
                systems.Add(system);
                resources.Add(system);
            }
            catch (Exception error) when (error is TypeInitializationException or DllNotFoundException)
            {
                opening.Results.Add(
                    new Absence(
                    system.Name, null, null, $"ONNX Runtime's library does not load: {error.InnerException?.Message ?? error.Message}"));
            }
        }
    }
}
