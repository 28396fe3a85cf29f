using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Operators.Arithmetic;
using Bantam.Targets.Cpu;
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

    [Fact]
    public void An_output_that_is_an_input_or_a_variable_keeps_its_name_and_runs()
    {
        var weight = new Variable("w", Tensor.From([5f, 6f], 2));
        var graph = Graph.Trace(
            [("x", TensorType.Float(2))], inputs => [("x", inputs[0]), ("w", weight.Read()), ("y", inputs[0] + weight)]);
        graph.Verify();
        Assert.Equal(["x", "w", "y"], graph.Outputs.Select(o => o.Name));
        Assert.Same(graph.Inputs[0], graph.Outputs[0]);
        var session = new Session(Planner.Plan(graph, CpuTargets.Best));
        new float[] { 1, 2 }.CopyTo(session.Input<float>("x"));
        session.Run();
        Assert.Equal([1f, 2f], session.Output<float>("x").ToArray());
        Assert.Equal([5f, 6f], session.Output<float>("w").ToArray());
        Assert.Equal([6f, 8f], session.Output<float>("y").ToArray());
    }
}
