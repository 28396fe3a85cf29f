using Bantam.Bench.Cases;
using Bantam.Bench.Goals;
using Bantam.Bench.Measuring;
using Bantam.Bench.Systems;

namespace Bantam.Bench.Suites;

/// <summary>What networks consist of, each alone, and models from their files in fresh processes, against ONNX Runtime.</summary>
internal sealed class CoreSuite : NetworkSuite
{
    /// <inheritdoc/>
    public override string Name => "core";

    /// <inheritdoc/>
    public override string Description => "products, convolutions, attention and the first run of a model, against ONNX Runtime";

    /// <inheritdoc/>
    protected override IReadOnlyList<BenchmarkCase> Cases => CoreCases.All;

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Systems { get; } =
        [BantamCpu.NameOf(1), BantamCpu.NameOf(2), OnnxRuntime.NameOf(1), OnnxRuntime.NameOf(2)];

    /// <inheritdoc/>
    protected override IReadOnlyList<Goal> Goals => CoreGoals.All;

    /// <inheritdoc/>
    protected override IReadOnlyList<string> MetricsOf(BenchmarkCase @case) => [@case.File is null ? Metrics.Infer : Metrics.First];

    /// <inheritdoc/>
    protected override Task<OpenSystems> OpenAsync(Opening opening, CancellationToken cancellation)
    {
        var (systems, resources) = OpenFresh(opening);
        return Task.FromResult(new OpenSystems(systems, resources));
    }

    /// <summary>Bantam and ONNX Runtime in this process, and in fresh ones.</summary>
    internal static (List<IBenchmarkSystem> Systems, List<object> Resources) OpenFresh(Opening opening)
    {
        var (systems, resources) = (new List<IBenchmarkSystem>(), new List<object>());
        Www19Cpu.AddBantam(opening, systems);
        Www19Cpu.AddOnnxRuntime(opening, systems, resources);
        return ([.. systems.Select(s => new FreshSystem(s, opening.Target))], resources);
    }
}
