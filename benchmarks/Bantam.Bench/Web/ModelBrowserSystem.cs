using Bantam.Bench.Cases;
using Bantam.Bench.Measuring;

namespace Bantam.Bench.Web;

/// <summary>A system that runs models in the browser.</summary>
/// <param name="page">The page.</param>
/// <param name="name">Its name.</param>
internal sealed class ModelBrowserSystem(ModelPage page, string name) : IBenchmarkSystem
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public string? Refuses(BenchmarkCase @case, string metric) =>
        metric == Metrics.Infer ? null : "Pages are measured on inference only.";

    /// <inheritdoc/>
    public Task PrepareAsync(BenchmarkCase @case, string metric, CancellationToken cancellation) => page.PrepareAsync(name, @case);

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, double[]>> MeasureAsync(
        BenchmarkCase @case, string metric, Effort effort, CancellationToken cancellation) =>
        new Dictionary<string, double[]> { [metric] = await page.MeasureAsync(name, effort) };
}
