using Bantam.Execution;
using Bantam.Operators;
using Bantam.Operators.Control;
using Bantam.Transforms;

namespace Bantam.Tests.Operators;

/// <summary>What operators mean: the numbers of the standard, and that an expansion computes what the operator says.</summary>
public sealed class ReferenceTests
{
    public static TheoryData<string> WithNumbers => OperatorCases.Where(c => c.Expected is not null);

    public static TheoryData<string> Cases => OperatorCases.Where(_ => true);

    [Theory]
    [MemberData(nameof(WithNumbers))]
    public void The_reference_computes_the_numbers_of_the_case(string name)
    {
        var one = OperatorCases.Find(name);
        var outputs = one.Reference();
        Assert.Equal(one.Expected!.Count, outputs.Count);
        for (var i = 0; i < outputs.Count; i++) Judge.AssertClose(one, $"output {i}", one.Expected[i], outputs[i]);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_expansion_computes_what_the_operator_says(string name)
    {
        var one = OperatorCases.Find(name);
        var expanded = ExpandComposites.Apply(one.Trace(), (_, _) => false);
        var outputs = ReferenceExecutor.Run(expanded, one.Given);
        var expected = one.Reference();
        for (var i = 0; i < expected.Count; i++) Judge.AssertClose(one, $"output {i} of\n{expanded}", expected[i], outputs[$"y{i}"]);
    }

    [Fact]
    public void Every_operator_has_a_case()
    {
        var operators = typeof(Operator).Assembly.GetTypes().Where(t => t.IsAssignableTo(typeof(Operator)) && !t.IsAbstract).ToHashSet();
        operators.ExceptWith(OperatorCases.All.Select(c => c.Operator.GetType()));
        operators.ExceptWith(SequenceTests.Operators);
        operators.ExceptWith(TextTests.Operators);
        operators.Remove(typeof(UnknownOperator));
        operators.Remove(typeof(Deferred));
        operators.Remove(typeof(CustomGradient));
        var names = string.Join(", ", operators.Select(t => t.Name).Order());
        Assert.True(operators.Count == 0, $"These operators have no case file: {names}.");
    }

    [Fact]
    public void Cases_have_names_of_their_own_that_begin_with_the_operator()
    {
        Assert.Empty(OperatorCases.All.GroupBy(c => c.Name).Where(g => g.Count() > 1).Select(g => g.Key));
        Assert.Empty(OperatorCases.All.Where(c => !c.Name.StartsWith(c.Operator.Name, StringComparison.Ordinal)).Select(c => c.Name));
    }
}
