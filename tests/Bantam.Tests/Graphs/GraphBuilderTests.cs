using Bantam.Graphs;
using Bantam.Operators.Arithmetic;
using Bantam.Tensors;

namespace Bantam.Tests.Graphs;

/// <summary>What the builder merges, and what it refuses.</summary>
public sealed class GraphBuilderTests
{
    private static readonly TensorType Vector = TensorType.Float(3);

    [Fact]
    public void Nodes_on_values_whose_names_run_together_are_two()
    {
        var builder = new GraphBuilder { MergesEqualNodes = true };
        Tensor[] inputs = [.. new[] { "a,b", "c", "a", "b,c" }.Select(name => builder.Input(name, Vector))];
        Assert.NotSame(builder.Add(new Add(), inputs[..2])[0], builder.Add(new Add(), inputs[2..])[0]);
        Assert.Same(builder.Add(new Add(), inputs[..2])[0], builder.Add(new Add(), inputs[..2])[0]);
    }

    [Fact]
    public void A_large_constant_that_is_used_twice_is_one_value()
    {
        var constant = new Tensor(TensorType.Float(1000));
        var graph = Graph.Trace([("x", TensorType.Float(1000))], inputs => [("y", (inputs[0] + constant) * constant)]);
        Assert.Single(graph.Nodes.SelectMany(n => n.Inputs).Where(v => v?.Constant is not null).Distinct());
    }

    [Fact]
    public void A_second_new_value_of_a_variable_is_refused()
    {
        var step = new Variable("step", new Tensor(Vector));
        var error = Assert.Throws<GraphException>(() => Graph.Trace([], _ =>
        {
            GraphBuilder.Current!.Update(step, step.Read() + 1);
            GraphBuilder.Current!.Update(step, step.Read() + 2);
            return [];
        }));
        Assert.StartsWith("variable 'step': a variable is updated once in a run", error.Message, StringComparison.Ordinal);
    }
}
