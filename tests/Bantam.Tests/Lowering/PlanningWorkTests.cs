using Bantam.Autodiff;
using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Targets.Cpu;
using Bantam.Tensors;
using Bantam.Transforms;

namespace Bantam.Tests.Lowering;

/// <summary>The work of planning grows as the graph does: steps from group to group are counted, nothing is timed.</summary>
public sealed class PlanningWorkTests
{
    private const int Nodes = 4000, VisitsOfNode = 4;

    private static readonly Tensor Weights = Tensors.Random([8, 8], 1);

    [Fact]
    public void A_long_chain() => Check(x =>
    {
        var y = x;
        for (var i = 0; i < Nodes / 2; i++) y = y.MatMul(Weights).Relu();
        return y;
    });

    [Fact]
    public void A_long_elementwise_chain() => Check(x =>
    {
        var y = x;
        for (var i = 0; i < Nodes; i++) y = i % 3 == 0 ? y.Tanh() : y + x;
        return y;
    });

    [Fact]
    public void A_wide_graph_whose_branches_are_added_up() => Check(x =>
    {
        var y = x;
        for (var i = 0; i < Nodes / 4; i++) y += x.MatMul(Weights).Tanh() * (i + 0.5);
        return y;
    });

    [Fact]
    public void A_deep_residual_net() => Check(x =>
    {
        var y = x;
        for (var i = 0; i < Nodes / 4; i++) y = (y + y.MatMul(Weights).Relu().MatMul(Weights)).Relu();
        return y;
    });

    [Fact]
    public void A_net_whose_layers_all_read_the_first_one() => Check(x =>
    {
        var first = x.Tanh();
        var y = first;
        for (var i = 0; i < Nodes / 2; i++) y = y.MatMul(Weights) + first;
        return y;
    });

    [Fact]
    public void A_net_whose_layers_are_concatenated_and_read_again() => Check(x =>
    {
        var y = x;
        for (var i = 0; i < Nodes / 5; i++)
            y = Tensor.Concat(1, y.Slice([1], [0], [4]), ((y * 1.5) + 0.3).Relu().MatMul(Weights).Slice([1], [0], [4]));
        return y;
    });

    [Fact]
    public void Two_towers_that_meet_at_every_floor() => Check(x =>
    {
        var (left, right) = (new List<Tensor> { x }, x);
        for (var i = 0; i < Nodes / 7; i++) left.Add(left[^1].ReduceMax([0], keepDimensions: true).Expand(x.Shape).Tanh());
        foreach (var floor in left) right = right.ReduceMin([0], keepDimensions: true).Expand(x.Shape).Tanh() + floor;
        return right;
    });

    [Fact]
    public void A_training_step()
    {
        Variable[] weights = [.. Enumerable.Range(0, Nodes / 12).Select(i => new Variable($"w{i}", Tensors.Random([8, 8], i)))];
        Check(x =>
        {
            var loss = weights.Aggregate(x, (y, w) => y.MatMul(w.Read()).Relu()).ReduceSum();
            var gradients = Gradients.Of(loss, [.. weights.Select(w => w.Read())]);
            for (var i = 0; i < weights.Length; i++) GraphBuilder.Current!.Update(weights[i], weights[i].Read() - (gradients[i] * 0.01));
            return loss;
        });
    }

    private static void Check(Func<Tensor, Tensor> function)
    {
        var graph = Graph.Trace([("x", TensorType.Float(8, 8))], inputs => [("y", function(inputs[0]))]);
        graph = ExpandComposites.Apply(graph, LoweringRules.HasTemplate);
        Assert.InRange(graph.Nodes.Count, Nodes / 2, Nodes * 2);
        var context = new LoweringContext(graph, CpuTargets.Best, new Views());
        var groups = Fuser.Fuse(graph, context);
        context.SetResults(groups);
        var (order, _) = GroupOrder.Sort(groups, graph, context);
        Assert.Equal(groups.Count, order.Count);
        Assert.InRange(context.Precedence.Visits, 0, VisitsOfNode * graph.Nodes.Count);
    }
}
