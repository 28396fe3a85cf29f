using Bantam.Bench.Cases;
using Bantam.Bench.Measuring;
using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Onnx;
using Bantam.Plans;
using Bantam.Targets.Cpu;
using Bantam.Tensors;
using Microsoft.ML.OnnxRuntime;

namespace Bantam.Bench.Systems;

/// <summary>
/// ONNX Runtime in this process, on the file that Bantam saves or that both load. Its inputs and outputs are bound to fixed memory, so that
/// it copies nothing, and its answer must be ours.
/// </summary>
internal sealed class OnnxRuntime(int threads) : IBenchmarkSystem, IDisposable
{
    private const float Tolerance = 1e-3f;
    private OnnxRuntimeModel? _prepared;

    /// <inheritdoc/>
    public string Name { get; } = NameOf(threads);

    /// <summary>The name on so many threads.</summary>
    public static string NameOf(int threads) => $"onnxruntime/{threads}t";

    /// <summary>Its version, or an exception where its native library does not load.</summary>
    public static string Version => OrtEnv.Instance().GetVersionString();

    /// <inheritdoc/>
    public string? Refuses(BenchmarkCase @case, string metric) =>
        metric == Metrics.Infer ? null : "ONNX Runtime is measured on inference only; its package does not train.";

    /// <inheritdoc/>
    public Task PrepareAsync(BenchmarkCase @case, string metric, CancellationToken cancellation)
    {
        Dispose();
        _prepared = Open(@case);
        Sampler.WarmUp(_prepared.Run);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, double[]>> MeasureAsync(
        BenchmarkCase @case, string metric, Effort effort, CancellationToken cancellation)
    {
        var samples = Sampler.Take(_prepared!.Run, effort);
        if (threads > 1) await Task.Delay(IdleThreads.StopSpinning, cancellation).ConfigureAwait(false);
        return new Dictionary<string, double[]> { [metric] = samples };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _prepared?.Dispose();
        _prepared = null;
    }

    private OnnxRuntimeModel Open(BenchmarkCase @case)
    {
        byte[] bytes;
        IReadOnlyDictionary<string, Tensor> ours;
        IReadOnlyList<IReadOnlyDictionary<string, Tensor>> inputs;
        if (@case.File is null)
        {
            var graph = CaseData.GraphOf(@case);
            using var saved = new MemoryStream();
            new OnnxModel(graph).Save(saved);
            inputs = [.. CaseData.Inputs(@case, graph).Select(
                set => set.Zip(graph.Inputs).ToDictionary(pair => pair.Second.Name, pair => pair.First))];
            (bytes, ours) = (saved.ToArray(), new GraphRunner(graph).Run(inputs[0]));
        }
        else
        {
            var file = new CaseFile(@case);
            (bytes, inputs, ours) = (File.ReadAllBytes(@case.File()), [file.Inputs], new GraphRunner(file.Prepared).Run(file.Inputs));
        }

        var model = new OnnxRuntimeModel(bytes, inputs, ours.Select(o => (o.Key, o.Value.Type)), threads);
        Agreement.Require(@case.Name, "ONNX Runtime", ours, model.FirstOutputs());
        return model;
    }
}
