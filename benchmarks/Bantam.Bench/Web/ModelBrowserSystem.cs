using Bantam.Bench.Cases;
using Bantam.Bench.Measuring;

namespace Bantam.Bench.Web;

/// <summary>A system that runs models in the browser.</summary>
/// <param name="page">The page.</param>
/// <param name="name">Its name.</param>
/// <param name="isQuick">Whether a look is enough.</param>
internal sealed class ModelBrowserSystem(ModelPage page, string name, bool isQuick) : IBenchmarkSystem
{
    /// <inheritdoc/>
    public string Name => name;

    private int Firsts => isQuick ? 1 : 2;

    /// <inheritdoc/>
    public string? Refuses(BenchmarkCase @case, string metric) =>
        metric is Metrics.Infer or Metrics.First ? null : "Pages are measured on inference and how it begins.";

    /// <inheritdoc/>
    public Task PrepareAsync(BenchmarkCase @case, string metric, CancellationToken cancellation) =>
        metric == Metrics.First ? page.RequireAgreementAsync(name, @case) : page.PrepareAsync(name, @case);

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, double[]>> MeasureAsync(
        BenchmarkCase @case, string metric, Effort effort, CancellationToken cancellation)
    {
        if (metric != Metrics.First) return new Dictionary<string, double[]> { [metric] = await page.MeasureAsync(name, effort) };
        var (times, code) = (new List<double>(), 0L);
        for (var i = 0; i < Firsts; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            (var time, code) = await page.FirstAsync(name, @case);
            times.Add(time);
        }

        return new Dictionary<string, double[]> { [metric] = [.. times], [Metrics.Code] = [code] };
    }
}
