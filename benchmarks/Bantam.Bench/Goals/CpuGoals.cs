using Bantam.Bench.Cases;
using static Bantam.Bench.Cases.Www19Cases;

namespace Bantam.Bench.Goals;

/// <summary>The goals of the suite <c>www19-cpu</c>.</summary>
internal static class CpuGoals
{
    private const string Ours = "bantam/cpu/1t";
    private const string OursOnTwo = "bantam/cpu/2t";

    /// <summary>Below this a second thread need not bring anything, and above it must.</summary>
    private const long WorthTwoThreads = 20_000_000;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Goal> All { get; } =
    [
        .. AgainstPyTorch("PyTorch", "pytorch/1t"),
        .. AgainstPyTorch("PyTorch that keeps its heap", "pytorch-kept-heap/1t"),
        new PeakGoal("dense training near the peak",
        Metrics.Train, [.. Dense.Where(c => c.Name is "dense-1x256" or "dense-4x256" or "dense-8x256")], Ours, 75),
        new PeakGoal("matrix product near the peak", Metrics.Infer, [Gemm], Ours, 85),
        new RatioGoal("inference no slower than ONNX Runtime", Metrics.Infer, Names(Networks), Ours, ["onnxruntime/1t"], 1),
        new RatioGoal("inference faster than ONNX Runtime in the mean", Metrics.Infer, Names(Networks), Ours, ["onnxruntime/1t"],
        1.5) { IsMean = true },
        .. OnTwoThreads(Metrics.Train, Networks),
        .. OnTwoThreads(Metrics.Infer, [.. Networks, Gemm]),
    ];

    private static IEnumerable<Goal> AgainstPyTorch(string name, string peer) =>
    [
        new RatioGoal($"dense training against {name}", Metrics.Train, Names(Dense), Ours, [peer], 1.5),
        new RatioGoal($"dense training against {name} in the mean", Metrics.Train, Names(Dense), Ours, [peer], 2) { IsMean = true },
        new RatioGoal($"training of cnn-keras against {name}", Metrics.Train, [CnnKeras.Name], Ours, [peer], 3),
        new RatioGoal($"training of cnn-convnetjs against {name}", Metrics.Train, [CnnConvNetJs.Name], Ours, [peer], 2),
    ];

    private static IEnumerable<Goal> OnTwoThreads(string metric, IReadOnlyList<BenchmarkCase> cases)
    {
        var byWork = cases.ToLookup(c => c.Flops(metric) >= WorthTwoThreads);
        yield return new RatioGoal("two threads at most 1.05 times one below 20 MFLOP", metric, Names(byWork[false]), OursOnTwo, [Ours],
            1 / 1.05);
        yield return new RatioGoal("two threads faster than one above 20 MFLOP", metric, Names(byWork[true]), OursOnTwo, [Ours], 1);
    }

    private static IReadOnlyList<string> Names(IEnumerable<BenchmarkCase> cases) => [.. cases.Select(c => c.Name)];
}
