using Bantam.Bench.Cases;
using Bantam.Bench.Goals;
using Bantam.Bench.Systems;
using Bantam.Bench.Web;

namespace Bantam.Bench.Suites;

/// <summary>
/// Models that others trained, and a transformer encoder: runs and first runs in fresh processes against ONNX Runtime, and runs in headless
/// Chromium against ONNX Runtime Web.
/// </summary>
internal sealed class ModelSuite : NetworkSuite
{
    private static readonly string[] InPages = [PageSystems.Ours(1), PageSystems.OnnxRuntime(1)];

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
        await VisionWeb.OpenPageAsync(opening, threads: 1, systems, resources, cancellation);
        return new OpenSystems(systems, resources);
    }
}
