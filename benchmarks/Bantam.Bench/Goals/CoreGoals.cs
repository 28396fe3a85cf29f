using Bantam.Bench.Cases;

namespace Bantam.Bench.Goals;

/// <summary>The goals of the suite <c>core</c>.</summary>
internal static class CoreGoals
{
    private const string Ours = "bantam/cpu/1t";
    private const string Peer = "onnxruntime/1t";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Goal> All { get; } =
    [
        Ratio("products no slower than ONNX Runtime", Metrics.Infer, CoreCases.Products, 1),
        Ratio("attention and what it is made of no slower than ONNX Runtime", Metrics.Infer, CoreCases.Batched, 1),
        new CaseGoal(
            "32 groups within 1.5 times their share of the work of one", Metrics.Infer, CoreCases.Grouped(32).Name,
            CoreCases.Grouped(1).Name,
            Ours, 32 / 1.5),
        new PeakGoal("the last convolutions of ResNet-18 near the peak", Metrics.Infer, [CoreCases.Layer4], Ours, 80),
        new CaseGoal(
            Cpu.HasVnni ? "bytes twice as fast as floats, with VNNI" : "bytes 1.3 times as fast as floats, without VNNI", Metrics.Infer,
            CoreCases.Bytes.Name, CoreCases.Products[0].Name, Ours, Cpu.HasVnni ? 2 : 1.3),
        Ratio("from a file to the first answer at most 1.2 times as long as ONNX Runtime", Metrics.First, CoreCases.Files, 1 / 1.2),
        Ratio("no more memory than ONNX Runtime", Metrics.Peak, [CoreCases.ResNet50], 1),
    ];

    private static RatioGoal Ratio(string text, string metric, IEnumerable<BenchmarkCase> cases, double factor) =>
        new(text, metric, [.. cases.Select(c => c.Name)], Ours, [Peer], factor);
}
