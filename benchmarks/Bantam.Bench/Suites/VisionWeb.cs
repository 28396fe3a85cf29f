using Bantam.Bench.Cases;
using Bantam.Bench.Goals;
using Bantam.Bench.Measuring;
using Bantam.Bench.Results;
using Bantam.Bench.Web;

namespace Bantam.Bench.Suites;

/// <summary>Networks that look at pictures, in headless Chromium on one thread and on two, against other libraries.</summary>
internal sealed class VisionWeb : NetworkSuite
{
    private static readonly int[] Threads = [1, 2];

    private const string NoLiteFiles =
        "LiteRT.js runs files of TensorFlow Lite. Nothing that npm, NuGet or Debian have writes them from ONNX, and the one of rfb-320 "
        + "ends before its boxes are decoded, with outputs of open sizes, which LiteRT.js 2.5.3 takes for those of one box and overruns.";

    /// <inheritdoc/>
    public override string Name => "vision-web";

    /// <inheritdoc/>
    public override string Description =>
        "the same in headless Chromium, with how they begin and code, against ONNX Runtime Web and TensorFlow.js";

    /// <inheritdoc/>
    protected override IReadOnlyList<BenchmarkCase> Cases => VisionCases.Models;

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Systems { get; } =
        [.. Threads.Select(PageSystems.Ours), .. Threads.SelectMany(PageSystems.Peers), .. Threads.Select(PageSystems.LiteRt)];

    /// <inheritdoc/>
    protected override IReadOnlyList<Goal> Goals => VisionGoals.Web;

    /// <inheritdoc/>
    protected override IReadOnlyList<string> MetricsOf(BenchmarkCase @case) => [Metrics.Infer, Metrics.First];

    /// <inheritdoc/>
    protected override async Task<OpenSystems> OpenAsync(Opening opening, CancellationToken cancellation)
    {
        var (systems, resources) = (new List<IBenchmarkSystem>(), new List<object>());
        foreach (var threads in Threads) await OpenPageAsync(opening, threads, systems, resources, cancellation);
        foreach (var name in Threads.Select(PageSystems.LiteRt).Where(opening.Systems.Contains))
            opening.Results.Add(new Absence(name, null, null, NoLiteFiles));
        return new OpenSystems(systems, resources);
    }

    /// <summary>Opens a page for the systems on so many threads, as far as they are wanted.</summary>
    internal static async Task OpenPageAsync(
        Opening opening, int threads, List<IBenchmarkSystem> systems, List<object> resources, CancellationToken cancellation)
    {
        string[] wanted = [.. PageSystems.Peers(threads).Prepend(PageSystems.Ours(threads)).Where(opening.Systems.Contains)];
        if (wanted.Length == 0) return;
        try
        {
            var page = await ModelPage.StartAsync(cancellation);
            resources.Add(page);
            foreach (var name in wanted)
            {
                var version = PageSystems.IsOurs(name) ? "" : $"{await page.VersionAsync(name)} ";
                opening.Results.Describe(name, $"{version}in Chromium {page.BrowserVersion}");
                systems.Add(new ModelBrowserSystem(page, name, opening.IsQuick));
            }
        }
        catch (MeasurementException error)
        {
            foreach (var name in wanted) opening.Results.Add(new Absence(name, null, null, error.Message));
        }
    }
}
