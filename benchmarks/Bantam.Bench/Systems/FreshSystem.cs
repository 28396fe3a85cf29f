using Bantam.Bench.Cases;
using Bantam.Bench.Measuring;
using Bantam.Kernels;

namespace Bantam.Bench.Systems;

/// <summary>A system that is measured in this process, and from a model's file to the first answer in processes of their own.</summary>
/// <param name="inner">The system in this process.</param>
/// <param name="target">What our own code is compiled for.</param>
internal sealed class FreshSystem(IBenchmarkSystem inner, Target target) : IBenchmarkSystem
{
    /// <inheritdoc/>
    public string Name => inner.Name;

    /// <inheritdoc/>
    public string? Refuses(BenchmarkCase @case, string metric) => metric == Metrics.First ? null : inner.Refuses(@case, metric);

    /// <inheritdoc/>
    public Task PrepareAsync(BenchmarkCase @case, string metric, CancellationToken cancellation)
    {
        if (metric != Metrics.First) return inner.PrepareAsync(@case, metric, cancellation);

        // Written where it is not there, and in the file system's cache when it is asked for.
        return File.ReadAllBytesAsync(@case.File!(), cancellation);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, double[]>> MeasureAsync(
        BenchmarkCase @case, string metric, Effort effort, CancellationToken cancellation)
    {
        if (metric != Metrics.First) return await inner.MeasureAsync(@case, metric, effort, cancellation).ConfigureAwait(false);
        var metrics = await FreshRun.StartAsync(Name, @case.Name, target, cancellation).ConfigureAwait(false);
        return metrics.ToDictionary(m => m.Key, m => new[] { m.Value });
    }
}
