using Bantam.Bench.Cases;
using Bantam.Bench.Suites;

namespace Bantam.Bench.Goals;

/// <summary>The goals of the suite <c>server</c>.</summary>
internal static class ServerGoals
{
    private const int MegaByte = 1_000_000;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Goal> All { get; } =
    [
        new RatioGoal(
            "32 callers at least 1.6 times as many samples as one thread", Metrics.Infer, [ServerSuite.Mixed], ServerSuite.Many,
            [ServerSuite.One], 1.6),
        new LimitGoal("flat memory under load", Metrics.Growth, [ServerSuite.Mixed], ServerSuite.Many, 8 * MegaByte),
        new LimitGoal("flat memory after models that are dropped", Metrics.Growth, [ServerSuite.Dropped], ServerSuite.One, 8 * MegaByte),
        new RatioGoal(
            "two threads beside a busy program at most 1.05 times one", Metrics.Infer, [ServerSuite.Busy], ServerSuite.Two,
            [ServerSuite.One], 1 / 1.05),
    ];
}
