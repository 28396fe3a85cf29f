using Bantam.Bench.Cases;
using Bantam.Bench.Systems;
using Bantam.Bench.Web;

namespace Bantam.Bench.Goals;

/// <summary>The goals of the suite <c>models</c>: on one thread and on two, and in a page on one.</summary>
internal static class ModelGoals
{
    private static readonly string[] Names = [.. ModelCases.All.Select(c => c.Name)];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Goal> All { get; } =
    [
        .. ((int[])[1, 2]).SelectMany(Of),
        new RatioGoal("no model slower than ONNX Runtime Web", Metrics.Infer, Names, PageSystems.Ours(1), [PageSystems.OnnxRuntime(1)], 1),
        new RatioGoal(
            "models faster than ONNX Runtime Web in the mean", Metrics.Infer, Names, PageSystems.Ours(1), [PageSystems.OnnxRuntime(1)], 1.5)
            { IsMean = true },
    ];

    private static IEnumerable<Goal> Of(int threads) =>
    [
        Ratio("no model far behind ONNX Runtime", Metrics.Infer, 0.9, threads),
        Ratio("models faster than ONNX Runtime in the mean", Metrics.Infer, 1.15, threads) with { IsMean = true },
        Ratio("from a file to the first answer at most 1.5 times as long as ONNX Runtime", Metrics.First, 1 / 1.5, threads),
        Ratio("from a file to the first answer no slower than ONNX Runtime in the mean", Metrics.First, 1, threads) with { IsMean = true },
        Ratio("no more memory than ONNX Runtime", Metrics.Peak, 1, threads),
    ];

    private static RatioGoal Ratio(string text, string metric, double factor, int threads) =>
        new($"{text}, {threads} thread{(threads == 1 ? "" : "s")}", metric, Names, BantamCpu.NameOf(threads),
            [OnnxRuntime.NameOf(threads)], factor);
}
