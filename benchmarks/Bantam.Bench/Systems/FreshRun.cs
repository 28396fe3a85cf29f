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
/// each sample, and the child prints what it has seen. The time begins when the child asks for the file.
/// </summary>
internal static class FreshRun
{
    private const string Peer = "onnxruntime";

    /// <summary>Runs a system in a process of its own.</summary>
    /// <param name="system">The system's name, with its threads: <c>onnxruntime/2t</c>.</param>
    /// <param name="path">The model's file.</param>
    /// <param name="target">What our own code is compiled for.</param>
    /// <param name="cancellation">Ends the child.</param>
    /// <returns>Its metrics by name.</returns>
    /// <exception cref="MeasurementException">The child failed.</exception>
    public static async Task<IReadOnlyDictionary<string, double>> StartAsync(
        string system, string path, Target target, CancellationToken cancellation)
    {
        string[] arguments = [typeof(FreshRun).Assembly.Location, "--fresh", $"{system}|{path}", "--target", target.Name];
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
                    $"{system} failed on {Path.GetFileName(path)}: {(await error.ConfigureAwait(false)).Trim()}");
        }
        catch (OperationCanceledException)
        {
            child.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>In the child: runs the system, and prints its metrics.</summary>
    /// <param name="run">The system and the file, as <see cref="StartAsync"/> gives them.</param>
    /// <param name="target">What our own code is compiled for.</param>
    public static int Answer(string run, Target target)
    {
        var (system, path) = (run[..run.IndexOf('|', StringComparison.Ordinal)], run[(run.IndexOf('|', StringComparison.Ordinal) + 1)..]);
        var threads = system.EndsWith("/2t", StringComparison.Ordinal) ? 2 : 1;
        var start = Stopwatch.GetTimestamp();
        if (system.StartsWith(Peer, StringComparison.Ordinal)) RunPeer(path, threads);
        else RunOurs(path, threads, target);
        var milliseconds = Clock.MillisecondsSince(start);
        using var process = Process.GetCurrentProcess();
        var metrics = new Dictionary<string, double> { [Metrics.First] = milliseconds, [Metrics.Peak] = process.PeakWorkingSet64 };
        Console.Out.WriteLine(JsonSerializer.Serialize(metrics));
        return 0;
    }

    private static void RunOurs(string path, int threads, Target target)
    {
        var model = Model.Load(path, threads, target);
        model.Run(model.Inputs.ToDictionary(i => i.Name, i => new Tensor(i.Type)));
    }

    private static void RunPeer(string path, int threads)
    {
        using var options = OnnxRuntimeModel.Options(threads);
        using var session = new InferenceSession(path, options);
        using var run = new RunOptions();
        var inputs = session.InputMetadata.ToDictionary(
            i => i.Key, i =>
            OrtValue.CreateAllocatedTensorValue(
            OrtAllocator.DefaultInstance, i.Value.ElementDataType, [.. i.Value.Dimensions.Select(d => (long)d)]));
        using var outputs = session.Run(run, inputs, session.OutputNames);
        foreach (var input in inputs.Values) input.Dispose();
    }
}
