using Bantam.Bench.Cases;
using Bantam.Bench.Installing;
using Bantam.Bench.Suites;

namespace Bantam.Bench.Goals;

/// <summary>The goals of the suite <c>install</c>.</summary>
internal static class InstallGoals
{
    private const double MostFromNew = 30_000;

    private static readonly string[] Hello = [InstallSuite.Hello];
    private static readonly string Ours = HelloApp.Bantam.System;
    private static readonly string[] Peers = [.. HelloApp.All.Where(a => !a.IsOurs).Select(a => a.System)];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Goal> All { get; } =
    [
        new LimitGoal("from 'dotnet new' to a first prediction in half a minute", Metrics.FromNew, Hello, Ours, MostFromNew),
        new RatioGoal("a published app smaller than on each peer", Metrics.Published, Hello, Ours, Peers, 1),
        new RatioGoal("packages smaller than those of each peer", Metrics.Restored, Hello, Ours, Peers, 1),
        new RatioGoal("the first answer sooner than on each peer", Metrics.Started, Hello, Ours, Peers, 1),
    ];
}
