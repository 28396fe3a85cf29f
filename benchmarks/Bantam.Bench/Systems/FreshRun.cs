using System.Diagnostics;
using System.Text.Json;
using Bantam.Bench.Cases;
using Bantam.Bench.Measuring;
using Bantam.Kernels;
using Bantam.Onnx;
using Bantam.Tensors;
using Microsoft.ML.OnnxRuntime;

namespace Bantam.Bench.Systems;

/// <summary>
/// From the file of a model to its first answer, in a process that has done nothing else: this program starts itself again, once for
/// each sample, and the child prints what it has seen. The time begins when the child asks for the file, with the inputs' numbers there.
/// </summary>
internal static class FreshRun
{
    private const string Peer = "onnxruntime";

    /// <summary>Runs a system in a process of its own.</summary>
    /// <param name="system">The system's name, with its threads: <c>onnxruntime/2t</c>.</param>
    /// <param name="name">The case, which has a file.</param>
    /// <param name="target">What our own code is compiled for.</param>
    /// <param name="cancellation">Ends the child.</param>
    /// <returns>Its metrics by name.</returns>
    /// <exception cref="MeasurementException">The child failed.</exception>
    public static async Task<IReadOnlyDictionary<string, double>> StartAsync(
        string system, string name, Target target, CancellationToken cancellation)
    {
        string[] arguments = [typeof(FreshRun).Assembly.Location, "--fresh", $"{system}|{name}", "--target", target.Name];
        var start = new ProcessStartInfo(
            Environment.ProcessPath!, arguments)
        { RedirectStandardOutput = true, RedirectStandardError = true };
        using var child = Process.Start(start)!;
        try
        {
            var (output, error) = (child.StandardOutput.ReadToEndAsync(cancellation), child.StandardError.ReadToEndAsync(cancellation));
            await child.WaitForExitAsync(cancellation).ConfigureAwait(false);
            return child.ExitCode == 0 ? JsonSerializer.Deserialize<Dictionary<string, double>>(await output.ConfigureAwait(false))!
                : throw new MeasurementException(
                    $"{system} failed on {name}: {(await error.ConfigureAwait(false)).Trim()}");
        }
        catch (OperationCanceledException)
        {
            child.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>In the child: runs the system, and prints its metrics.</summary>
    /// <param name="run">The system and the case, as <see cref="StartAsync"/> gives them.</param>
    /// <param name="target">What our own code is compiled for.</param>
    public static int Answer(string run, Target target)
    {
        var (system, name) = (run[..run.IndexOf('|', StringComparison.Ordinal)], run[(run.IndexOf('|', StringComparison.Ordinal) + 1)..]);
        var @case = CoreCases.All.Concat(ModelCases.All).Concat(VisionCases.Models).First(c => c.Name == name);
        var (path, inputs) = (@case.File!(), @case.Inputs?.Invoke());
        var threads = system.EndsWith("/2t", StringComparison.Ordinal) ? 2 : 1;
        var start = Stopwatch.GetTimestamp();
        if (system.StartsWith(Peer, StringComparison.Ordinal)) RunPeer(path, threads, inputs);
        else RunOurs(path, threads, target, inputs);
        var milliseconds = Clock.MillisecondsSince(start);
        using var process = Process.GetCurrentProcess();
        var metrics = new Dictionary<string, double> { [Metrics.First] = milliseconds, [Metrics.Peak] = process.PeakWorkingSet64 };
        Console.Out.WriteLine(JsonSerializer.Serialize(metrics));
        return 0;
    }

    private static void RunOurs(string path, int threads, Target target, IReadOnlyList<(string Name, Tensor Tensor)>? inputs)
    {
        var model = Model.Load(path, threads, target);
        model.Run([.. inputs ?? [.. model.Inputs.Select(i => (i.Name, new Tensor(i.Type)))]]);
    }

    private static void RunPeer(string path, int threads, IReadOnlyList<(string Name, Tensor Tensor)>? inputs)
    {
        using var options = OnnxRuntimeModel.Options(threads);
        using var session = new InferenceSession(path, options);
        using var run = new RunOptions();
        var values = inputs?.ToDictionary(i => i.Name, i => OnnxRuntimeModel.Value(i.Tensor)) ?? session.InputMetadata.ToDictionary(
            i => i.Key, i => OrtValue.CreateAllocatedTensorValue(
                OrtAllocator.DefaultInstance, i.Value.ElementDataType, [.. i.Value.Dimensions.Select(d => (long)d)]));
        using var outputs = session.Run(run, values, session.OutputNames);
        foreach (var value in values.Values) value.Dispose();
    }
}
