using Bantam.Bench.Cases;
using Bantam.Bench.Measuring;

namespace Bantam.Bench.Web;

/// <summary>A system in the browser: Bantam at a level of WebAssembly, or a JavaScript library.</summary>
/// <param name="run">The browser.</param>
/// <param name="name">Its name.</param>
/// <param name="files">The paths of its code; none for Bantam, whose code is the bundle's.</param>
/// <param name="refused">What it cannot do, by case and metric, and why.</param>
/// <param name="isQuick">Whether a look is enough.</param>
internal sealed class BrowserSystem(
    BrowserRun run, string name, IReadOnlyList<string> files, IReadOnlyDictionary<(string Case, string Metric), string> refused,
    bool isQuick) : IBenchmarkSystem
{
    private const string OursPrefix = "bantam/";

    private int Loads => isQuick ? 1 : 2;

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public string? Refuses(BenchmarkCase @case, string metric) => refused.GetValueOrDefault((@case.Name, metric));

    /// <inheritdoc/>
    public Task PrepareAsync(BenchmarkCase @case, string metric, CancellationToken cancellation) => run.PrepareAsync(name, @case);

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, double[]>> MeasureAsync(
        BenchmarkCase @case, string metric, Effort effort, CancellationToken cancellation) => metric switch
        {
            Metrics.Load => await LoadAsync(@case, cancellation),
            Metrics.Code => Sizes(@case),
            _ => new Dictionary<string, double[]> { [metric] = await run.MeasureAsync(name, @case.Name, metric, effort) },
        };

    private async Task<Dictionary<string, double[]>> LoadAsync(BenchmarkCase @case, CancellationToken cancellation)
    {
        var times = new List<(double Load, double WarmUp)>();
        for (var i = 0; i < Loads; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            times.Add(await run.LoadAsync(name, @case.Name));
        }

        return new() { [Metrics.Load] = [.. times.Select(t => t.Load)], [Metrics.WarmUp] = [.. times.Select(t => t.WarmUp)] };
    }

    private Dictionary<string, double[]> Sizes(BenchmarkCase @case)
    {
        if (!name.StartsWith(OursPrefix, StringComparison.Ordinal))
        {
            var (raw, brotli) = CodeSizes.OfPaths(files);
            return new()
            {
                [Metrics.Code] = [raw], [Metrics.CodeBrotli] = [brotli], [Metrics.TrainCode] = [raw], [Metrics.Weights] =
                [run.SavedBytes(name, @case.Name)]
            };
        }

        var level = name.Split('/')[1];
        var bundles = run.Bundles(@case);
        var infer = CodeSizes.Of(bundles.Code(level, isTraining: false));
        var train = CodeSizes.Of(bundles.Code(level, isTraining: true));
        return new()
        {
            [Metrics.Code] = [infer.Raw], [Metrics.CodeBrotli] = [infer.Brotli], [Metrics.TrainCode] =
            [train.Raw], [Metrics.Weights] = [bundles.WeightBytes]
        };
    }
}
