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
    /// <inheritdoc/>
    public override string Name => "www19-cpu";

    /// <inheritdoc/>
    public override string Description => "training and inference of small networks on this processor, against PyTorch and ONNX Runtime";

    /// <inheritdoc/>
    protected override IReadOnlyList<BenchmarkCase> Cases { get; } = [.. Www19Cases.Networks, Www19Cases.Gemm];

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Systems { get; } =
    [
        BantamCpu.NameOf(1), BantamCpu.NameOf(2), PyTorch.NameOf(1), PyTorch.NameOf(1, keepHeap: true), PyTorch.NameOf(2),
        "onnxruntime/1t", "onnxruntime/2t",
    ];

    /// <inheritdoc/>
    protected override IReadOnlyList<Goal> Goals => CpuGoals.All;

    /// <inheritdoc/>
    protected override IReadOnlyList<string> MetricsOf(BenchmarkCase @case) =>
        @case.IsNetwork ? [Metrics.Train, Metrics.Infer] : [Metrics.Infer];

    /// <inheritdoc/>
    protected override Task<OpenSystems> OpenAsync(Opening opening, CancellationToken cancellation) => OpenAsync(
        opening, (systems, resources) =>
        {
            AddOnnxRuntime(opening, systems, resources);
            systems.Sort((a, b) => Systems.ToList().IndexOf(a.Name).CompareTo(Systems.ToList().IndexOf(b.Name)));
        }, cancellation);

    /// <summary>Opens Bantam and PyTorch, on one thread and on two.</summary>
    internal static Task<OpenSystems> OpenTrainingAsync(Opening opening, CancellationToken cancellation) =>
        OpenAsync(opening, (_, _) => { }, cancellation);

    private static async Task<OpenSystems> OpenAsync(
        Opening opening, Action<List<IBenchmarkSystem>, List<object>> addMore, CancellationToken cancellation)
    {
        var systems = new List<IBenchmarkSystem>();
        var resources = new List<object>();
        AddBantam(opening, systems);
        try
        {
            await AddPyTorchAsync(opening, systems, resources, cancellation);
            addMore(systems, resources);
        }
        catch
        {
            await new OpenSystems([], resources).DisposeAsync();
            throw;
        }

        return new OpenSystems(systems, resources);
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

    /// <summary>
    /// Adds PyTorch as installed and with freed memory kept, each in a process of its own, on the threads that are wanted.
    /// </summary>
    internal static async Task AddPyTorchAsync(
        Opening opening, List<IBenchmarkSystem> systems, List<object> resources, CancellationToken cancellation)
    {
        foreach (var keepHeap in (bool[])[false, true])
        {
            int[] wanted = [.. ((int[])[1, 2]).Where(threads => opening.Systems.Contains(PyTorch.NameOf(threads, keepHeap)))];
            if (wanted.Length == 0) continue;
            try
            {
                var process = await PyTorchProcess.StartAsync(keepHeap, cancellation);
                resources.Add(process);
                foreach (var threads in wanted)
                {
                    var system = new PyTorch(PyTorch.NameOf(threads, keepHeap), process, threads);
                    systems.Add(system);
                    opening.Results.Describe(system.Name, process.Facts);
                }
            }
            catch (MeasurementException error)
            {
                foreach (var threads in wanted)
                    opening.Results.Add(new Absence(PyTorch.NameOf(threads, keepHeap), null, null, error.Message));
            }
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
