using Bantam.Bench.Cases;
using Bantam.Bench.Systems;

namespace Bantam.Bench.Goals;

/// <summary>
/// The goals of the suite <c>train-vision</c>, on one thread and on two, against PyTorch whichever way it handles memory.
/// </summary>
internal static class TrainingGoals
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Goal> All { get; } =
    [
        .. ((int[])[1, 2]).SelectMany<int, Goal>(threads =>
        [
            Ratio("ResNet-20 1.5 times as fast as in PyTorch", TrainingCases.ResNet20, 1.5, threads),
            Ratio("MobileNet V2 3 times as fast as in PyTorch", TrainingCases.MobileNetV2, 3, threads),
        ]),
    ];

    private static RatioGoal Ratio(string text, BenchmarkCase @case, double factor, int threads) =>
        new($"{text}, {threads} thread{(threads == 1 ? "" : "s")}", Metrics.Train, [@case.Name], BantamCpu.NameOf(threads),
            [PyTorch.NameOf(threads), PyTorch.NameOf(threads, keepHeap: true)], factor);
}
