using Bantam.Bench.Cases;
using Bantam.Bench.Goals;
using Bantam.Bench.Measuring;
using Bantam.Bench.Results;
using Bantam.Bench.Systems;
using Bantam.Bench.Web;

namespace Bantam.Bench.Suites;

/// <summary>
/// Models that others trained, and a transformer encoder: runs and first runs in fresh processes against ONNX Runtime, and runs in headless
/// Chromium against ONNX Runtime Web.
/// </summary>
internal sealed class ModelSuite : NetworkSuite
{
    private static readonly string[] InPages = [ModelPage.Ours, ModelPage.Peer];

    /// <inheritdoc/>
    public override string Name => "models";

    /// <inheritdoc/>
    public override string Description =>
        "models of others and a transformer encoder from their files, against ONNX Runtime, also in Chromium";

    /// <inheritdoc/>
    protected override IReadOnlyList<BenchmarkCase> Cases => ModelCases.All;

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Systems { get; } =
        [BantamCpu.NameOf(1), BantamCpu.NameOf(2), OnnxRuntime.NameOf(1), OnnxRuntime.NameOf(2), .. InPages];

    /// <inheritdoc/>
    protected override IReadOnlyList<Goal> Goals => ModelGoals.All;

    /// <inheritdoc/>
    protected override IReadOnlyList<string> MetricsOf(BenchmarkCase @case) => [Metrics.Infer, Metrics.First];

    /// <inheritdoc/>
    protected override async Task<OpenSystems> OpenAsync(Opening opening, CancellationToken cancellation)
    {
        var (systems, resources) = CoreSuite.OpenFresh(opening);
        string[] wanted = [.. InPages.Where(opening.Systems.Contains)];
        if (wanted.Length == 0) return new OpenSystems(systems, resources);
        try
        {
            var page = await ModelPage.StartAsync(cancellation);
            resources.Add(page);
            foreach (var name in wanted)
            {
                var version = name == ModelPage.Peer ? $"{await page.PeerVersionAsync()} " : "";
                opening.Results.Describe(name, $"{version}in Chromium {page.BrowserVersion}");
                systems.Add(new ModelBrowserSystem(page, name));
            }
        }
        catch (MeasurementException error)
        {
            foreach (var name in wanted) opening.Results.Add(new Absence(name, null, null, error.Message));
        }

        return new OpenSystems(systems, resources);
    }
}
