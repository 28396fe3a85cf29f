using Bantam.Bench.Cases;
using Bantam.Bench.Systems;

namespace Bantam.Bench.Goals;

/// <summary>The goals of the suites <c>rnn</c> and <c>transformer</c>, on one thread and on two, however PyTorch handles memory.</summary>
internal static class SequenceGoals
{
    /// <summary>Those of <c>rnn</c>.</summary>
    public static IReadOnlyList<Goal> Rnn { get; } = [.. Ratios("An LSTM 2 times as fast as in PyTorch", SequenceCases.Lstm, 2)];

    /// <summary>Those of <c>transformer</c>.</summary>
    public static IReadOnlyList<Goal> Transformer { get; } =
        [.. Ratios("A transformer 1.5 times as fast as in PyTorch", SequenceCases.Transformer, 1.5)];

    private static IEnumerable<Goal> Ratios(string text, BenchmarkCase @case, double factor) => ((int[])[1, 2]).Select(
        threads => new RatioGoal(
            $"{text}, {threads} thread{(threads == 1 ? "" : "s")}", Metrics.Train, [@case.Name], BantamCpu.NameOf(threads),
            [PyTorch.NameOf(threads), PyTorch.NameOf(threads, keepHeap: true)], factor));
}
