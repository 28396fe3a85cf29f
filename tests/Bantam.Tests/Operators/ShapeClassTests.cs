using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Lowering;
using Bantam.Plans;
using Bantam.Targets.Cpu;
using Bantam.Tensors;

namespace Bantam.Tests.Operators;

/// <summary>
/// Every case with names for the sizes of its inputs, planned for its own sizes. The plan computes what the reference does, and so it
/// does for all other sizes that are of the same class; sizes at which the operator is wrong are of none.
/// </summary>
public sealed class ShapeClassTests
{
    private const int LargestSize = 200;

    public static TheoryData<string> Cases => OperatorCases.Where(c => c.Operator.IsDeterministic && Sizes(c).Count > 0);

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_plan_of_a_class_is_right_for_all_of_its_sizes(string name)
    {
        var one = OperatorCases.Find(name);
        var target = CpuTargets.All[^1];
        if (Trace(one, target) is not var (graph, sizes, planned)) return;

        Check(one, planned.Bind(sizes), one.Inputs.Select(i => i?.Tensor).ToArray(), "its own sizes");
        foreach (var others in Others(sizes).Where(planned.Has))
        {
            var inputs = one.Inputs.Select(
                i => i is { IsConstant: false } ? Resized(i.Tensor, Named(i.Tensor.Shape).Bind(others)) : i?.Tensor);
            Check(one, planned.Bind(others), [.. inputs], string.Join(", ", others.Select(n => $"{n.Key} {n.Value}")));
        }
    }

    [Fact]
    public void Most_operators_are_planned_for_more_than_one_size()
    {
        var target = CpuTargets.All[^1];
        var (all, many) = (0, 0);
        foreach (var row in Cases)
        {
            if (Trace(OperatorCases.Find(row.Data), target) is not var (_, sizes, planned)) continue;
            all++;
            if (Others(sizes).Any(planned.Has)) many++;
        }

        Assert.True(many >= 0.7 * all, $"{many} of {all} plans are for more than one size.");
    }

    /// <summary>The case with names; null where only numbers show the sizes of what it computes.</summary>
    private static (Graph Graph, IReadOnlyDictionary<string, int> Sizes, PlanClass Planned)? Trace(OperatorCase one, Target target)
    {
        try
        {
            var graph = Graph.Trace(
                [.. one.Given.Select(g => (g.Key, g.Value.Type with { Shape = Named(g.Value.Shape) }))],
                given => [.. one.Apply(given).Select((y, i) => ($"y{i}", y))]);
            var sizes = Sizes(one);
            return (graph, sizes, Planner.Class(graph, target, null, sizes));
        }
        catch (Exception error) when (error is UnknownShapeException or PlanException)
        {
            return null;
        }
    }

    private static void Check(OperatorCase one, Plan plan, Tensor?[] inputs, string where)
    {
        var given = one.Inputs.Select((input, i) => (input, i)).Where(p => p.input is { IsConstant: false })
            .ToDictionary(p => $"x{p.i}", p => inputs[p.i]!);
        Tensor[] expected;
        try
        {
            expected = one.Operator.Evaluate(inputs);
        }
        catch (ShapeException error) when (error is AxisIndexException || error.Message.Contains("is no class", StringComparison.Ordinal))
        {
            // What is an index or a label at the case's own sizes may be none at smaller ones.
            return;
        }
        catch (ShapeException)
        {
            Assert.ThrowsAny<ShapeException>(() => PlanInterpreter.Run(plan, given));
            return;
        }

        var actual = PlanInterpreter.Run(plan, given);
        for (var i = 0; i < expected.Length; i++)
        {
            var result = new Tensor(expected[i].Type);
            Assert.Equal(expected[i].Type, plan.Outputs[$"y{i}"].Type);
            actual[$"y{i}"].CopyTo(result.Bytes);
            Judge.AssertClose(one, $"y{i}, {where}", expected[i], result);
        }
    }

    /// <summary>A shape with a name for each size above 1; equal sizes have one.</summary>
    private static Shape Named(Shape shape) => new(shape.Select(d => d.Size > 1 ? $"n{d.Size}" : d));

    private static Dictionary<string, int> Sizes(OperatorCase one) =>
        one.Given.Values.SelectMany(t => t.Shape.Sizes).Where(s => s > 1).Distinct().ToDictionary(s => $"n{s}", s => s);

    /// <summary>Each size alone, and all of them, a little less, more, and much more.</summary>
    private static IEnumerable<Dictionary<string, int>> Others(IReadOnlyDictionary<string, int> sizes)
    {
        Func<int, int>[] changes = [s => s - 1, s => s + 1, s => 2 * s, _ => 0, _ => 1];
        foreach (var change in changes)
        {
            yield return sizes.ToDictionary(s => s.Key, s => Math.Min(change(s.Value), LargestSize));
            foreach (var name in sizes.Count > 1 ? sizes.Keys : [])
                yield return sizes.ToDictionary(s => s.Key, s => s.Key == name ? Math.Min(change(s.Value), LargestSize) : s.Value);
        }
    }

    /// <summary>A tensor of another size with the elements of one, over and over.</summary>
    private static Tensor Resized(Tensor tensor, Shape shape)
    {
        var resized = new Tensor(tensor.Type with { Shape = shape });
        var from = tensor.Bytes;
        var to = resized.Bytes;
        for (var at = 0; at < to.Length; at += from.Length) from[..Math.Min(from.Length, to.Length - at)].CopyTo(to[at..]);
        return resized;
    }
}
