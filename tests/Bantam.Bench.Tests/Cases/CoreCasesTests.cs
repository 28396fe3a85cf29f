using Bantam.Bench.Cases;
using Bantam.Bench.Goals;

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
    public void A_case_is_a_graph_or_a_file()
    {
        foreach (var @case in CoreCases.All)
        {
            if (@case.Graph is { } graph) graph().Verify();
            Assert.True(@case.Graph is not null || @case.File is not null, @case.Name);
        }
    }
}
