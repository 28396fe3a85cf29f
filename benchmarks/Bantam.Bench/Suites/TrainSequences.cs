using Bantam.Bench.Cases;
using Bantam.Bench.Goals;
using Bantam.Bench.Measuring;
using Bantam.Bench.Systems;

namespace Bantam.Bench.Suites;

/// <summary>Training steps of a network that reads symbols, against PyTorch.</summary>
/// <param name="name">The suite's name.</param>
/// <param name="what">The network.</param>
/// <param name="case">The network as a case.</param>
/// <param name="goals">How fast it has to be.</param>
internal sealed class TrainSequences(string name, string what, BenchmarkCase @case, IReadOnlyList<Goal> goals) : NetworkSuite
{
    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override string Description => $"training steps of {what}, against PyTorch";

    /// <inheritdoc/>
    protected override IReadOnlyList<BenchmarkCase> Cases => [@case];

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Systems { get; } =
    [
        BantamCpu.NameOf(1), BantamCpu.NameOf(2), PyTorch.NameOf(1), PyTorch.NameOf(2),
        PyTorch.NameOf(1, keepHeap: true), PyTorch.NameOf(2, keepHeap: true),
    ];

    /// <inheritdoc/>
    protected override IReadOnlyList<Goal> Goals => goals;

    /// <inheritdoc/>
    protected override IReadOnlyList<string> MetricsOf(BenchmarkCase @case) => [Metrics.Train];

    /// <inheritdoc/>
    protected override Task<OpenSystems> OpenAsync(Opening opening, CancellationToken cancellation) =>
        Www19Cpu.OpenTrainingAsync(opening, cancellation);
}
