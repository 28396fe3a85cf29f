using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Operators.Control;
using Bantam.Operators.Transformer;
using Bantam.Plans;
using Bantam.Targets.Cpu;
using Bantam.Tensors;

namespace Bantam.Tests.Execution;

/// <summary>How long the steps of a plan take.</summary>
public sealed class StepTimeTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Each_step_has_a_time_and_products_their_multiply_adds(int threads)
    {
        var weights = Lowering.Tensors.Random([300, 400], 1);
        var graph = Graph.Trace([("x", TensorType.Float(200, 300))], i => [("y", i[0].MatMul(weights).Softmax())]);
        var session = new Session(Planner.Plan(graph, CpuTargets.Best), threads: threads);
        Lowering.Tensors.Random([200, 300], 2).Span<float>().CopyTo(session.Input<float>("x"));
        var steps = session.Measure(rounds: 3);
        Assert.Equal(session.Plan.Calls.Select(c => c.Label), steps.Select(s => s.Label));
        Assert.All(steps, s => Assert.True(s is { Milliseconds: > 0, Times: 1 }));
        Assert.Equal(200L * 300 * 400, steps.Sum(s => s.MultiplyAdds));
        Assert.Null(steps.Single(s => s.Label == "Softmax").MultiplyAdds);

        // It computes as a run does.
        var measured = session.Output<float>("y").ToArray();
        session.Run();
        Assert.Equal(measured, session.Output<float>("y").ToArray());
    }

    [Fact]
    public void What_a_loop_repeats_is_counted_as_often()
    {
        var weights = Lowering.Tensors.Random([32, 32], 1);
        var graph = Graph.Trace([("x", TensorType.Float(6, 4, 32))], given =>
            [("y", ControlFlow.Scan([], [given[0]], [], Ints.From([0]), Ints.From([0]), slices => [slices[0].MatMul(weights)])[0])]);
        var steps = new Session(Planner.Plan(graph, CpuTargets.Best)).Measure(rounds: 2);
        Assert.Equal(6, steps.Single(s => s.MultiplyAdds is not null).Times);
        Assert.Equal(6L * 4 * 32 * 32, steps.Sum(s => s.MultiplyAdds));
    }

    [Fact]
    public void Bands_are_one_step_with_all_their_products()
    {
        const int keys = 1024, width = 64;
        var graph = Graph.Trace([("q", TensorType.Float(1, 2, keys, width))], i =>
            [("y", new Attention().ApplyOne(i[0], i[0], i[0]))]);
        var plan = Planner.Plan(graph, CpuTargets.Best);
        var steps = new Session(plan).Measure(rounds: 1);
        var bands = steps.Where(s => s.Step is Bands && s.Kernels.Any(k => k.StartsWith("softmax", StringComparison.Ordinal))).ToArray();
        Assert.True(Assert.Single(bands).MultiplyAdds >= 2L * 2 * keys * keys * width);
        Assert.True(bands[0].Tiles > 1);
    }

    [Fact]
    public void A_session_runs_once_round_at_least() => Assert.Throws<ArgumentOutOfRangeException>(() => new Session(Planner.Plan(
        Graph.Trace([("x", TensorType.Float(3))], i => [("y", i[0].Exp())]), CpuTargets.Best)).Measure(rounds: 0));

    [Fact]
    public void The_peak_is_the_best_that_was_seen()
    {
        var peak = new Peak(CpuTargets.Best, threads: 2);
        Assert.Equal(0, peak.Best);
        Assert.True(peak.Measure() > 0.1);
        Assert.True(peak.Best <= peak.Measure());
    }
}
