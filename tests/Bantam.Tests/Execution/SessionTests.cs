using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Plans;
using Bantam.Targets.Cpu;
using Bantam.Tensors;

namespace Bantam.Tests.Execution;

/// <summary>What a session takes, and the memory that sessions share.</summary>
public sealed class SessionTests
{
    [Fact]
    public void Memory_of_other_variables_is_refused()
    {
        var plan = Planner.Plan(Scaled(new Variable("scale", Tensor.Scalar(2f))), CpuTargets.Best);
        var other = new StateMemory(new StateLayout([new Variable("other", Tensor.Scalar(2f))]));
        var error = Assert.Throws<ArgumentException>(() => new Session(plan, other));
        Assert.StartsWith("Variable 'scale' is not in this memory where the plan has it", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_plans_of_the_same_variables_share_memory()
    {
        var graph = Scaled(new Variable("scale", Tensor.Scalar(2f)));
        var first = new Session(Planner.Plan(graph, CpuTargets.Best));
        var second = new Session(Planner.Plan(graph, CpuTargets.Best), first.State);
        second.Input<float>("x").Fill(3);
        second.Run();
        Assert.Equal([6, 6, 6], second.Output<float>("y").ToArray());
        GC.KeepAlive(second);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_session_has_a_thread(int threads)
    {
        var plan = Planner.Plan(Scaled(new Variable("scale", Tensor.Scalar(2f))), CpuTargets.Best);
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new Session(plan, threads: threads));
        Assert.Contains("one thread or more", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Storing_weights_leaves_nothing_in_the_layout_that_sessions_share()
    {
        var weight = new Variable("w", Tensor.From<float>([.. Enumerable.Range(1, 24).Select(i => (float)i)], 2, 3, 2, 2));
        var layout = new StateLayout([weight]);
        new StateMemory(layout).Store();
        Assert.Equal(Enumerable.Range(1, 24).Select(i => (float)i), weight.Value.ToArray<float>());
        Assert.All(layout.Physical(weight).Value.ToArray<float>(), x => Assert.Equal(0, x));
    }

    private static Graph Scaled(Variable scale) => Graph.Trace([("x", TensorType.Float(3))], inputs => [("y", inputs[0] * scale)]);
}
