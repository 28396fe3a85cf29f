using Bantam.Bench.Cases;
using Bantam.Bench.Measuring;

namespace Bantam.Bench.Systems;

/// <summary>PyTorch on a number of threads of a process that several systems may share. It trains on the images that we train on.</summary>
internal sealed class PyTorch(string name, PyTorchProcess process, int threads) : IBenchmarkSystem
{
    private PyTorchTask? _task;

    /// <inheritdoc/>
    public string Name => name;

    /// <summary>The name on so many threads.</summary>
    /// <param name="threads">How many.</param>
    /// <param name="keepHeap">Whether freed memory stays in the process.</param>
    public static string NameOf(int threads, bool keepHeap = false) => $"pytorch{(keepHeap ? "-kept-heap" : "")}/{threads}t";

    /// <inheritdoc/>
    public string? Refuses(BenchmarkCase @case, string metric) => null;

    /// <inheritdoc/>
    public async Task PrepareAsync(BenchmarkCase @case, string metric, CancellationToken cancellation)
    {
        _task = new PyTorchTask(@case.Name, metric, threads, @case.Batch, Data: null);
        if (metric != Metrics.Train)
        {
            await process.PrepareAsync(_task, cancellation).ConfigureAwait(false);
            return;
        }

        var path = Path.GetTempFileName();
        try
        {
            // The process has read it when it has prepared, but knows by its name what was prepared.
            CaseData.Write(@case, path);
            _task = _task with { Data = path };
            if (@case.LearningSteps > 0)
            {
                var effort = Effort.Quick with { Runs = @case.LearningSteps };
                var losses = _task with { Metric = Metrics.Losses };
                Learning.Require(@case, await process.MeasureAsync(losses, effort, cancellation).ConfigureAwait(false));
            }

            await process.PrepareAsync(_task, cancellation).ConfigureAwait(false);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, double[]>> MeasureAsync(
        BenchmarkCase @case, string metric, Effort effort, CancellationToken cancellation)
    {
        if (_task?.Case != @case.Name || _task.Metric != metric)
            throw new InvalidOperationException($"{metric} of {@case.Name} must be prepared before it is measured.");
        var samples = await process.MeasureAsync(_task, effort, cancellation).ConfigureAwait(false);
        return new Dictionary<string, double[]> { [metric] = samples };
    }
}
