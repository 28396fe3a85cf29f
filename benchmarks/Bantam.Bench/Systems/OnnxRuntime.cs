using Bantam.Bench.Cases;
using Bantam.Bench.Measuring;
using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Plans;
using Bantam.Targets.Cpu;
using Bantam.Tensors;
using Microsoft.ML.OnnxRuntime;

namespace Bantam.Bench.Systems;

/// <summary>
/// ONNX Runtime in this process, on the file that Bantam saves. Its inputs and outputs are bound to fixed memory, so that it copies
/// nothing, and its answer must be ours.
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
        var graph = CaseData.GraphOf(@case);
        var inputs = CaseData.Inputs(@case, graph);
        var model = new OnnxRuntimeModel(graph, inputs, threads);
        RequireAgreement(@case.Name, model, graph, inputs[0]);
        return model;
    }

    /// <summary>Whole numbers as floats.</summary>
    public static float[] Floats(ReadOnlySpan<int> numbers) => Array.ConvertAll(numbers.ToArray(), n => (float)n);

    private static void RequireAgreement(string name, OnnxRuntimeModel model, Graph graph, Tensor[] inputs)
    {
        var session = new Session(Planner.Plan(graph, CpuTargets.Best));
        for (var i = 0; i < inputs.Length; i++) inputs[i].Bytes.CopyTo(session.InputBytes(graph.Inputs[i].Name));
        session.Run();
        var (output, type) = (graph.Outputs[0].Name, graph.Outputs[0].Type);
        var ours = type.Element == ElementType.Int32 ? Floats(session.Output<int>(output)) : session.Output<float>(output);
        var theirs = model.FirstOutput();
        for (var i = 0; i < ours.Length; i++)
            if (!(MathF.Abs(ours[i] - theirs[i]) <= Tolerance * Math.Max(1, MathF.Abs(ours[i]))))
            {
                throw new MeasurementException(
                    $"On {name} output {i} is {ours[i]} in Bantam and {theirs[i]} in ONNX Runtime, so one of them computes something " +
                    $"else.");
            }
    }
}
