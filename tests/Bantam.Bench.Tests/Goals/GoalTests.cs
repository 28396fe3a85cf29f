using Bantam.Bench.Cases;
using Bantam.Bench.Goals;
using Bantam.Bench.Results;

namespace Bantam.Bench.Tests.Goals;

public sealed class GoalTests
{
    private const string Ours = "bantam/cpu/1t";

    [Theory, InlineData(2.0, true), InlineData(2.1, false)]
    public void A_ratio_is_that_of_least_times_to_the_fastest_peer(double factor, bool isMet)
    {
        var results = Results(Row("a", Ours, 1), Row("a", "slow", 5), Row("a", "fast", 2));
        var verdict = Assert.Single(Ratio(factor, ["a"], "slow", "fast").Judge(results));
        Assert.Equal(("2.00x", isMet), (verdict.Measured, verdict.IsMet));
        Assert.Contains("the fastest is fast", verdict.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void What_falls_short_by_a_hair_is_not_shown_as_reached()
    {
        var results = Results(Row("a", Ours, 1), Row("a", "peer", 0.998));
        var verdict = Assert.Single(Ratio(1, ["a"], "peer").Judge(results));
        Assert.Equal(("0.99x", false), (verdict.Measured, verdict.IsMet));
    }

    [Fact]
    public void A_peer_that_is_missing_is_named_and_the_others_are_held_against()
    {
        var results = Results(Row("a", Ours, 1), Row("a", "slow", 5));
        var verdict = Assert.Single(Ratio(2, ["a"], "slow", "fast").Judge(results));
        Assert.True(verdict.IsMet);
        Assert.Contains("without fast", verdict.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_knows_a_ratio_without_a_peer_and_the_reason_is_given()
    {
        var results = Results(Row("a", Ours, 1));
        results.Add(new Absence("fast", null, null, "It is not installed."));
        var verdict = Assert.Single(Ratio(2, ["a"], "fast").Judge(results));
        Assert.Null(verdict.IsMet);
        Assert.Equal("fast: It is not installed.", verdict.Note);
    }

    [Fact]
    public void A_mean_is_geometric()
    {
        var results = Results(Row("a", Ours, 1), Row("a", "peer", 1), Row("b", Ours, 1), Row("b", "peer", 9));
        var verdict = Assert.Single((Ratio(3, ["a", "b"], "peer") with { IsMean = true }).Judge(results));
        Assert.Equal("3.00x", verdict.Measured);
    }

    [Fact]
    public void A_mean_over_less_than_all_cases_is_no_mean()
    {
        var results = Results(Row("a", Ours, 1), Row("a", "peer", 9), Row("b", Ours, 1));
        var verdict = Assert.Single((Ratio(3, ["a", "b"], "peer") with { IsMean = true }).Judge(results));
        Assert.Null(verdict.IsMet);
        Assert.Contains("b", verdict.Note, StringComparison.Ordinal);
    }

    [Theory, InlineData(67, true), InlineData(68, false)]
    public void A_share_of_the_peak_follows_from_the_work_of_a_case(double percent, bool isMet)
    {
        // 512³ multiply-adds in a millisecond are 268 GFLOP/s.
        var results = Results(Row("gemm-512", Ours, 1) with { Metric = Metrics.Infer });
        results.PeakGflops = 400;
        var verdict = Assert.Single(new PeakGoal("peak", Metrics.Infer, [Www19Cases.Gemm], Ours, percent).Judge(results));
        Assert.Equal(("67.1 %", isMet), (verdict.Measured, verdict.IsMet));
    }

    [Theory, InlineData(4, true), InlineData(4.1, false)]
    public void A_case_is_held_against_another_of_the_same_system(double factor, bool isMet)
    {
        var results = Results(Row("fast", Ours, 1), Row("slow", Ours, 4));
        var verdict = Assert.Single(new CaseGoal("share", Metrics.Train, "fast", "slow", Ours, factor).Judge(results));
        Assert.Equal(("4.00x", isMet), (verdict.Measured, verdict.IsMet));
        var unknown = Assert.Single(new CaseGoal("share", Metrics.Train, "none", "slow", Ours, factor).Judge(results));
        Assert.Null(unknown.IsMet);
    }

    [Fact]
    public void A_limit_of_a_sum_counts_both_parts()
    {
        var results = Results(Row("a", Ours, 2) with { Metric = Metrics.Load }, Row("a", Ours, 1.5) with { Metric = Metrics.WarmUp });
        var verdict = Assert.Single(new LimitGoal("load", Metrics.Sum(Metrics.Load, Metrics.WarmUp), ["a"], Ours, 3).Judge(results));
        Assert.Equal(("3.50 ms", false), (verdict.Measured, verdict.IsMet));
    }

    private static RatioGoal Ratio(double factor, string[] cases, params string[] peers) =>
        new("ratio", Metrics.Train, cases, Ours, peers, factor);

    private static Row Row(string @case, string system, double milliseconds) =>
        new(@case, system, Metrics.Train, milliseconds * 2, milliseconds, 3);

    private static SuiteResults Results(params Row[] rows)
    {
        var results = new SuiteResults("suite", isQuick: true);
        foreach (var row in rows) results.Add(row);
        return results;
    }
}
