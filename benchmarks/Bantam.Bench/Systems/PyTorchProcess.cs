using System.Diagnostics;
using System.Text.Json;
using Bantam.Bench.Measuring;

namespace Bantam.Bench.Systems;

/// <summary>A Python process that measures PyTorch; <c>benchmarks/peers/torch_peer.py</c> says how it is spoken to.</summary>
internal sealed class PyTorchProcess : IDisposable
{
    /// <summary>Debian's interpreter knows Debian's packages, whatever else stands before it on the path.</summary>
    private static readonly string[] Interpreters = ["/usr/bin/python3", "python3", "python"];

    /// <summary>These would make OpenBLAS take the kernel of another processor.</summary>
    private static readonly string[] Removed = ["OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"];

    private readonly Process _process;

    private PyTorchProcess(Process process) => _process = process;

    /// <summary>Its version, the BLAS and the kernel that it picked.</summary>
    public string Facts { get; private set; } = "";

    /// <summary>Starts it with the first interpreter that has PyTorch.</summary>
    /// <param name="keepHeap">Whether freed memory stays in the process.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="MeasurementException">None has; the message says what the first one that there is said.</exception>
    public static async Task<PyTorchProcess> StartAsync(bool keepHeap, CancellationToken cancellation)
    {
        string? reason = null;
        foreach (var interpreter in Interpreters)
        {
            if (Start(interpreter, keepHeap) is not { } process) continue;
            var peer = new PyTorchProcess(process);
            try
            {
                var hello = await peer.ReadAsync(cancellation).ConfigureAwait(false);
                peer.Facts =
                    $"{hello.GetProperty("version")}, {hello.GetProperty("blas")}, kernel {hello.GetProperty("cpu_kernel")}, heap " +
                    $"{hello.GetProperty("heap")}";
                return peer;
            }
            catch (MeasurementException error)
            {
                reason ??= error.Message;
                peer.Dispose();
            }
            catch
            {
                peer.Dispose();
                throw;
            }
        }

        throw new MeasurementException(
            reason ?? "PyTorch is missing, as there is no python3: install python3-torch and libopenblas0-pthread.");
    }

    /// <summary>Lets it find its fastest way to do something.</summary>
    /// <exception cref="MeasurementException">It could not, and says why.</exception>
    public Task PrepareAsync(PyTorchTask task, CancellationToken cancellation) => AskAsync(Request(task, 0, 0, 0), cancellation);

    /// <summary>Milliseconds of single steps, or what else the metric is.</summary>
    /// <exception cref="MeasurementException">It could not, and says why.</exception>
    public async Task<double[]> MeasureAsync(PyTorchTask task, Effort effort, CancellationToken cancellation)
    {
        var request = Request(task, effort.Runs, effort.Seconds, effort.MostSeconds);
        return (await AskAsync(request, cancellation).ConfigureAwait(false)).GetProperty("samples").Deserialize<double[]>()!;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private static Process? Start(string interpreter, bool keepHeap)
    {
        string[] arguments = [Repository.Benchmarks("peers", "torch_peer.py"), .. (string[])(keepHeap ? ["--keep-heap"] : [])];
        var start = new ProcessStartInfo(interpreter, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var name in Removed) start.Environment.Remove(name);
        try
        {
            return Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null; // there is no such interpreter
        }
    }

    private static object Request(PyTorchTask task, int runs, double seconds, double mostSeconds) => new
    {
        @case = task.Case,
        metric = task.Metric,
        threads = task.Threads,
        batch = task.Batch,
        data = task.Data,
        runs,
        min_seconds = seconds,
        most_seconds = mostSeconds,
    };

    private async Task<JsonElement> AskAsync(object request, CancellationToken cancellation)
    {
        try
        {
            await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(request).AsMemory(), cancellation).ConfigureAwait(false);
            await _process.StandardInput.FlushAsync(cancellation).ConfigureAwait(false);
        }
        catch (IOException error)
        {
            throw new MeasurementException($"PyTorch's process has ended: {error.Message}", error);
        }

        return await ReadAsync(cancellation).ConfigureAwait(false);
    }

    private async Task<JsonElement> ReadAsync(CancellationToken cancellation)
    {
        if (await _process.StandardOutput.ReadLineAsync(cancellation).ConfigureAwait(false) is not { } line)
        {
            await _process.WaitForExitAsync(cancellation).ConfigureAwait(false);
            throw new MeasurementException(
                $"PyTorch's process ended with exit code {_process.ExitCode} before it answered; what it printed to the error stream " +
                $"says why.");
        }

        var answer = JsonSerializer.Deserialize<JsonElement>(line);
        return answer.TryGetProperty("error", out var error) ? throw new MeasurementException(error.GetString() ?? line) : answer;
    }
}
