using Bantam.Bench.Cases;
using static Bantam.Bench.Cases.Www19Cases;

namespace Bantam.Bench.Goals;

/// <summary>The goals of the suite <c>www19-web</c>: against the fastest peer, at the level that the runtime picks by itself.</summary>
internal static class WebGoals
{
    private const string Ours = "bantam/wasm-relaxed/1t";
    private const int KiloByte = 1000;
    private static readonly string[] Peers = ["convnetjs/1t", "tfjs-cpu/1t", "tfjs-wasm/1t"];
    private static readonly string[] DenseNames = [.. Dense.Select(c => c.Name)];
    private static readonly string[] AllNames = [.. Networks.Select(c => c.Name)];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Goal> All { get; } =
    [
        new RatioGoal("dense training", Metrics.Train, DenseNames, Ours, Peers, 10),
        new RatioGoal("dense training in the mean", Metrics.Train, DenseNames, Ours, Peers, 12) { IsMean = true },
        new RatioGoal("training of convolutional networks", Metrics.Train, [CnnKeras.Name, CnnConvNetJs.Name], Ours, Peers, 25),
        new RatioGoal("inference", Metrics.Infer, AllNames, Ours, Peers, 1.3),
        new RatioGoal("inference in the mean", Metrics.Infer, AllNames, Ours, Peers, 2) { IsMean = true },
        new RatioGoal("load and warm-up no slower than the fastest", Metrics.Sum(Metrics.Load, Metrics.WarmUp), AllNames, Ours, Peers, 1),
        .. ((string[])[Metrics.Train, Metrics.Infer]).Select(metric =>
            new RatioGoal("JavaScript faster than ConvNetJS", metric, AllNames, "bantam/js/1t", ["convnetjs/1t"], 1)),
        new LimitGoal("warm-up", Metrics.WarmUp, AllNames, Ours, 3),
        .. Sizes("bantam/wasm-relaxed/1t"),
        .. Sizes("bantam/wasm-simd/1t"),
    ];

    private static IEnumerable<Goal> Sizes(string ours) =>
    [
        new LimitGoal($"code to infer, {ours}", Metrics.Code, DenseNames, ours, 34 * KiloByte),
        new LimitGoal($"code to infer and to train, {ours}", Metrics.TrainCode, DenseNames, ours, 64 * KiloByte),
    ];
}
