using Bantam.Bench.Cases;
using Bantam.Bench.Systems;

namespace Bantam.Bench.Goals;

/// <summary>The goals of the suite <c>vision-cpu</c>, on one thread and on two.</summary>
internal static class VisionGoals
{
    private static readonly string[] Names = [.. VisionCases.Models.Select(c => c.Name)];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Goal> Cpu { get; } = [.. ((int[])[1, 2]).SelectMany(Of)];

    private static IEnumerable<Goal> Of(int threads) =>
    [
        Ratio("no model slower than ONNX Runtime", Metrics.Infer, 1, threads),
        Ratio("models faster than ONNX Runtime in the mean", Metrics.Infer, 1.3, threads) with { IsMean = true },
        Ratio("512³ no slower than ONNX Runtime", Metrics.Infer, 1, threads) with { Cases = [CoreCases.Products[0].Name] },
        Ratio("from a file to the first answer no slower than ONNX Runtime", Metrics.First, 1, threads),
        Ratio("no more memory than ONNX Runtime", Metrics.Peak, 1, threads),
    ];

    private static RatioGoal Ratio(string text, string metric, double factor, int threads) =>
        new($"{text}, {threads} thread{(threads == 1 ? "" : "s")}", metric, Names, BantamCpu.NameOf(threads),
            [OnnxRuntime.NameOf(threads)], factor);
}
