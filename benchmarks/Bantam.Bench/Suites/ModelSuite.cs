using Bantam.Bench.Cases;
using Bantam.Bench.Goals;
using Bantam.Bench.Measuring;
using Bantam.Bench.Systems;

namespace Bantam.Bench.Suites;

/// <summary>Models that others trained, and a transformer encoder, against ONNX Runtime: runs, and first runs in fresh processes.</summary>
internal sealed class ModelSuite : NetworkSuite
{
    /// <inheritdoc/>
    public override string Name => "models";

    /// <inheritdoc/>
    public override string Description => "models of others and a transformer encoder from their files, against ONNX Runtime";

    /// <inheritdoc/>
    protected override IReadOnlyList<BenchmarkCase> Cases => ModelCases.All;

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Systems { get; } =
        [BantamCpu.NameOf(1), BantamCpu.NameOf(2), OnnxRuntime.NameOf(1), OnnxRuntime.NameOf(2)];

    /// <inheritdoc/>
    protected override IReadOnlyList<Goal> Goals => ModelGoals.All;

    /// <inheritdoc/>
    protected override IReadOnlyList<string> MetricsOf(BenchmarkCase @case) => [Metrics.Infer, Metrics.First];

    /// <inheritdoc/>
    protected override Task<OpenSystems> OpenAsync(Opening opening, CancellationToken cancellation) =>
        CoreSuite.OpenFreshAsync(opening);
}
