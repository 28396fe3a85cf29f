using Bantam.Bench.Cases;
using Bantam.Bench.Goals;
using Bantam.Bench.Measuring;
using Bantam.Bench.Systems;

namespace Bantam.Bench.Suites;

/// <summary>Networks that look at pictures, from their files in fresh processes, against ONNX Runtime.</summary>
internal sealed class VisionCpu : NetworkSuite
{
    /// <inheritdoc/>
    public override string Name => "vision-cpu";

    /// <inheritdoc/>
    public override string Description => "networks that look at pictures, from their files, against ONNX Runtime";

    /// <inheritdoc/>
    protected override IReadOnlyList<BenchmarkCase> Cases => VisionCases.All;

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Systems { get; } =
        [BantamCpu.NameOf(1), BantamCpu.NameOf(2), OnnxRuntime.NameOf(1), OnnxRuntime.NameOf(2)];

    /// <inheritdoc/>
    protected override IReadOnlyList<Goal> Goals => VisionGoals.Cpu;

    /// <inheritdoc/>
    protected override IReadOnlyList<string> MetricsOf(BenchmarkCase @case) =>
        @case.File is null ? [Metrics.Infer] : [Metrics.Infer, Metrics.First];

    /// <inheritdoc/>
    protected override Task<OpenSystems> OpenAsync(Opening opening, CancellationToken cancellation)
    {
        var (systems, resources) = CoreSuite.OpenFresh(opening);
        return Task.FromResult(new OpenSystems(systems, resources));
    }
}
