using Bantam.Bench.Cases;
using Bantam.Bench.Goals;
using Bantam.Bench.Systems;

namespace Bantam.Bench.Tests.Cases;

public sealed class CoreCasesTests
{
    [Fact]
    public void Names_are_unique_and_goals_are_of_cases_that_there_are()
    {
        var names = CoreCases.All.Select(c => c.Name).ToArray();
        Assert.Equal(names, names.Distinct());
        Assert.All(CoreGoals.All.SelectMany(g => g.Cases), name => Assert.Contains(name, names));
    }

    [Fact]
    public void A_case_is_a_graph_a_file_or_said_to_be_missing()
    {
        foreach (var @case in CoreCases.All)
        {
            if (@case.Graph is { } graph) graph().Verify();
            Assert.True(@case.Graph is not null || @case.File is not null || @case.Missing is not null, @case.Name);
        }
    }

    [Fact]
    public void What_cannot_run_yet_is_refused_with_the_reason()
    {
        Assert.Equal(CoreCases.Bytes.Missing, new BantamCpu(1).Refuses(CoreCases.Bytes, Metrics.Infer));
        Assert.Equal(CoreCases.Bytes.Missing, new OnnxRuntime(1).Refuses(CoreCases.Bytes, Metrics.Infer));
        Assert.Null(new BantamCpu(1).Refuses(CoreCases.Products[1], Metrics.Infer));
    }
}
