using Bantam.Bench.Cases;
using Bantam.Bench.Goals;
using Bantam.Bench.Measuring;
using Bantam.Bench.Systems;

namespace Bantam.Bench.Suites;

/// <summary>Training steps of networks that look at pictures, against PyTorch.</summary>
internal sealed class TrainVision : NetworkSuite
{
    /// <inheritdoc/>
    public override string Name => "train-vision";

    /// <inheritdoc/>
    public override string Description => "training steps of networks that look at pictures, against PyTorch";

    /// <inheritdoc/>
    protected override IReadOnlyList<BenchmarkCase> Cases => TrainingCases.All;

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Systems { get; } =
    [
        BantamCpu.NameOf(1), BantamCpu.NameOf(2), PyTorch.NameOf(1), PyTorch.NameOf(2),
        PyTorch.NameOf(1, keepHeap: true), PyTorch.NameOf(2, keepHeap: true),
    ];

    /// <inheritdoc/>
    protected override IReadOnlyList<Goal> Goals => TrainingGoals.All;

    /// <inheritdoc/>
    protected override IReadOnlyList<string> MetricsOf(BenchmarkCase @case) => [Metrics.Train];

    /// <inheritdoc/>
    protected override Task<OpenSystems> OpenAsync(Opening opening, CancellationToken cancellation) =>
        Www19Cpu.OpenTrainingAsync(opening, cancellation);
}
