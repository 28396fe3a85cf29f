using Bantam.Bench.Cases;
using Bantam.Bench.Measuring;

namespace Bantam.Bench.Systems;

/// <summary>PyTorch on a number of threads of a process that several systems may share.</summary>
internal sealed class PyTorch(string name, PyTorchProcess process, int threads) : IBenchmarkSystem
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public string? Refuses(BenchmarkCase @case, string metric) => null;

    /// <inheritdoc/>
    public Task PrepareAsync(BenchmarkCase @case, string metric, CancellationToken cancellation) =>
        process.PrepareAsync(@case.Name, metric, threads, BenchmarkCase.Batch, cancellation);

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, double[]>> MeasureAsync(
        BenchmarkCase @case, string metric, Effort effort, CancellationToken cancellation)
    {
        var samples = await process.MeasureAsync(@case.Name, metric, threads, BenchmarkCase.Batch, effort, cancellation).ConfigureAwait(
            false);
        return new Dictionary<string, double[]> { [metric] = samples };
    }
}
