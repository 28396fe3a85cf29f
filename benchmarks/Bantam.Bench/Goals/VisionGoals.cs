using Bantam.Bench.Cases;
using Bantam.Bench.Systems;
using Bantam.Bench.Web;

namespace Bantam.Bench.Goals;

/// <summary>The goals of the suites <c>vision-cpu</c> and <c>vision-web</c>, on one thread and on two.</summary>
internal static class VisionGoals
{
    private static readonly string[] Names = [.. VisionCases.Models.Select(c => c.Name)];

    /// <summary>On a processor.</summary>
    public static IReadOnlyList<Goal> Cpu { get; } = [.. ((int[])[1, 2]).SelectMany(Of)];

    /// <summary>In a page.</summary>
    public static IReadOnlyList<Goal> Web { get; } =
    [
        .. ((int[])[1, 2]).SelectMany(OfPages),
        new RatioGoal(
            "ResNet-18 on two threads 1.6 times as fast as on one", Metrics.Infer, [VisionCases.ResNet18.Name], PageSystems.Ours(2),
            [PageSystems.Ours(1)], 1.6),
    ];

    private static IEnumerable<Goal> Of(int threads) =>
    [
        Ratio("no model slower than ONNX Runtime", Metrics.Infer, 1, threads),
        Ratio("models faster than ONNX Runtime in the mean", Metrics.Infer, 1.3, threads) with { IsMean = true },
        Ratio("512³ no slower than ONNX Runtime", Metrics.Infer, 1, threads) with { Cases = [CoreCases.Products[0].Name] },
        Ratio("from a file to the first answer no slower than ONNX Runtime", Metrics.First, 1, threads),
        Ratio("no more memory than ONNX Runtime", Metrics.Peak, 1, threads),
    ];

    private static IEnumerable<Goal> OfPages(int threads)
    {
        // Peers may be slower on more threads, or compute on one whatever they are told.
        var (ours, peers) = (PageSystems.Ours(threads), Enumerable.Range(1, threads).SelectMany(PageSystems.Peers).ToArray());
        var suffix = $"{threads} thread{(threads == 1 ? "" : "s")}";
        return
        [
            new RatioGoal($"each model 1.5 times as fast as in the fastest peer, {suffix}", Metrics.Infer, Names, ours, peers, 1.5),
            new RatioGoal($"models twice as fast as in the fastest peer in the mean, {suffix}", Metrics.Infer, Names, ours, peers, 2)
                { IsMean = true },
            new RatioGoal($"from nothing to the first answer 4 times as fast, {suffix}", Metrics.First, Names, ours, peers, 4),
            new LimitGoal($"code to infer, {suffix}", Metrics.Code, Names, ours, 120_000),
        ];
    }

    private static RatioGoal Ratio(string text, string metric, double factor, int threads) =>
        new($"{text}, {threads} thread{(threads == 1 ? "" : "s")}", metric, Names, BantamCpu.NameOf(threads),
            [OnnxRuntime.NameOf(threads)], factor);
}
