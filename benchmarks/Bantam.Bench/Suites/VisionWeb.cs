using Bantam.Bench.Cases;
using Bantam.Bench.Goals;
using Bantam.Bench.Measuring;
using Bantam.Bench.Results;
using Bantam.Bench.Web;

namespace Bantam.Bench.Suites;

/// <summary>Networks that look at pictures, in headless Chromium on one thread and on two, against ONNX Runtime Web.</summary>
internal sealed class VisionWeb : NetworkSuite
{
    private static readonly int[] Threads = [1, 2];

    /// <inheritdoc/>
    public override string Name => "vision-web";

    /// <inheritdoc/>
    public override string Description => "the same in headless Chromium, against ONNX Runtime Web";

    /// <inheritdoc/>
    protected override IReadOnlyList<BenchmarkCase> Cases => VisionCases.Models;

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Systems { get; } =
        [.. Threads.Select(ModelPage.Ours), .. Threads.Select(ModelPage.Peer)];

    /// <inheritdoc/>
    protected override IReadOnlyList<Goal> Goals => VisionGoals.Web;

    /// <inheritdoc/>
    protected override IReadOnlyList<string> MetricsOf(BenchmarkCase @case) => [Metrics.Infer];

    /// <inheritdoc/>
    protected override async Task<OpenSystems> OpenAsync(Opening opening, CancellationToken cancellation)
    {
        var (systems, resources) = (new List<IBenchmarkSystem>(), new List<object>());
        foreach (var threads in Threads) await OpenPageAsync(opening, threads, systems, resources, cancellation);
        return new OpenSystems(systems, resources);
    }

    /// <summary>Opens a page for the systems on so many threads, as far as they are wanted.</summary>
    internal static async Task OpenPageAsync(
        Opening opening, int threads, List<IBenchmarkSystem> systems, List<object> resources, CancellationToken cancellation)
    {
        string[] wanted = [.. ((string[])[ModelPage.Ours(threads), ModelPage.Peer(threads)]).Where(opening.Systems.Contains)];
        if (wanted.Length == 0) return;
        try
        {
            var page = await ModelPage.StartAsync(cancellation);
            resources.Add(page);
            foreach (var name in wanted)
            {
                var version = name == ModelPage.Peer(threads) ? $"{await page.PeerVersionAsync()} " : "";
                opening.Results.Describe(name, $"{version}in Chromium {page.BrowserVersion}");
                systems.Add(new ModelBrowserSystem(page, name));
            }
        }
        catch (MeasurementException error)
        {
            foreach (var name in wanted) opening.Results.Add(new Absence(name, null, null, error.Message));
        }
    }
}
