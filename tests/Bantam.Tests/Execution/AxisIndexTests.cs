using Bantam.Autodiff;
using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Lowering;
using Bantam.Operators.Control;
using Bantam.Plans;
using Bantam.Targets.Cpu;
using Bantam.Tensors;

namespace Bantam.Tests.Execution;

/// <summary>An index outside its axis is an error of the run that is given it, whatever runs the graph.</summary>
public sealed class AxisIndexTests
{
    private const int Rows = 5;

    private static readonly Tensor Table = Tensor.From<float>([.. Enumerable.Range(0, Rows * 3).Select(i => (float)i)], Rows, 3);

    public static TheoryData<ElementType, long> Outside => new()
    {
        { ElementType.Int32, Rows },
        { ElementType.Int32, -Rows - 1 },
        { ElementType.Int32, int.MaxValue },
        { ElementType.Int32, int.MinValue },
        { ElementType.Int64, Rows },
        { ElementType.Int64, -Rows - 1 },
        { ElementType.Int64, 1L << 32 },
        { ElementType.Int64, -(1L << 40) },
    };

    [Theory]
    [MemberData(nameof(Outside))]
    public void Every_executor_names_the_node_the_index_and_the_axis(ElementType type, long index)
    {
        var graph = Lookup(type);
        var inputs = Inputs(type, 1, index, -1);
        var message = $"node 'Gather' (Gather): index {index} is outside an axis of size 5; its indices are -5 to 4.";
        Check(Assert.Throws<AxisIndexException>(() => ReferenceExecutor.Run(graph, inputs)));
        foreach (var target in CpuTargets.All)
        {
            var session = new Session(Planner.Plan(graph, target));
            Give(session, inputs);
            Check(Assert.Throws<AxisIndexException>(session.Run));

            // The next run begins without it.
            Give(session, Inputs(type, 4, 0, -5));
            session.Run();
            Assert.Equal([12, 13, 14, 0, 1, 2, 0, 1, 2], session.Output<float>("y").ToArray());
        }

        void Check(AxisIndexException error)
        {
            Assert.Equal(message, error.Message);
            Assert.Equal((index, Rows), (error.Index, error.Size));
        }
    }

    [Fact]
    public void A_model_that_is_made_ready_to_infer_names_it_too()
    {
        // So large that it is computed by kernels, once, and not while the graph is written down.
        var table = new Variable("table", new Tensor(TensorType.Float(300, 300)));
        foreach (var index in (int[])[299, 300])
        {
            var graph = Graph.Trace([("x", TensorType.Float(1))], x => [("y", table.Read().Gather(Tensor.Integers([index, 0])) + x[0])]);
            if (index < 300) Assert.DoesNotContain(Inference.Prepare(graph).Nodes, n => n.Operator is Bantam.Operators.Movement.Gather);
            else Assert.Equal(index, Assert.Throws<AxisIndexException>(() => Inference.Prepare(graph)).Index);
        }
    }

    [Fact]
    public void Of_two_nodes_the_first_is_named()
    {
        var type = new TensorType(ElementType.Int64, Shape.Of(1));
        var graph = Graph.Trace([("i", type), ("j", type)], x =>
            [("y", Table.Gather(x[0]) + Table.Gather(x[1], 1).ReduceSum([0]).Slice([0], [0], [1]))]);
        var session = new Session(Planner.Plan(graph, CpuTargets.Best));
        (session.Input<long>("i")[0], session.Input<long>("j")[0]) = (7, 3);
        AssertFails("'Gather' (Gather): index 7 is outside an axis of size 5", session);
        session.Input<long>("i")[0] = 4;
        AssertFails("index 3 is outside an axis of size 3", session);
        session.Input<long>("j")[0] = 2;
        session.Run();
    }

    [Fact]
    public void Many_rows_on_several_threads_are_checked_too()
    {
        const int count = 4_096;
        var table = Tests.Lowering.Tensors.Random([64, 1_024], 1);
        var graph = Graph.Trace([("i", new TensorType(ElementType.Int32, Shape.Of(count)))], x => [("y", table.Gather(x[0]))]);
        var plan = Planner.Plan(graph, CpuTargets.Best);
        Assert.True(plan.IsThreaded);
        var session = new Session(plan, threads: 3);
        session.Run();
        session.Input<int>("i")[count / 2] = 64;
        Assert.Equal(64, Assert.Throws<AxisIndexException>(session.Run).Index);
    }

    [Fact]
    public void A_loop_checks_every_round()
    {
        var graph = Graph.Trace([("i", new TensorType(ElementType.Int64, Shape.Of(4, 1)))], x =>
            [("y", ControlFlow.Scan(
                [Tensor.Scalar(0f)], [x[0]], [], [0], [], given => [given[0] + Table.Gather(given[1]).ReduceSum()])[0])]);
        var plan = Planner.Plan(graph, CpuTargets.Best);
        Assert.Contains(plan.Statements, s => s is Repeat);
        var session = new Session(plan);
        ((ReadOnlySpan<long>)[0, 9, 1, 2]).CopyTo(session.Input<long>("i"));
        Assert.Equal(9, Assert.Throws<AxisIndexException>(session.Run).Index);
        session.Input<long>("i")[1] = 3;
        session.Run();
        Assert.Equal([(float)(3 + 30 + 12 + 21)], session.Output<float>("y").ToArray());
    }

    [Fact]
    public void A_gradient_whose_forward_value_nobody_needs_is_checked_too()
    {
        var table = new Variable("table", Table);
        var graph = Graph.Trace([("i", new TensorType(ElementType.Int64, Shape.Of(3)))], x =>
            [("g", Gradients.Of(table.Read().Gather(x[0]).ReduceSum(), [table.Read()])[0])]);
        var session = new Session(Planner.Plan(graph, CpuTargets.Best));
        ((ReadOnlySpan<long>)[0, -6, 1]).CopyTo(session.Input<long>("i"));
        var error = Assert.Throws<AxisIndexException>(session.Run);
        Assert.Equal((-6, "node 'GatherGradient' (GatherGradient)"), (error.Index, error.Message.Split(':')[0]));
    }

    [Fact]
    public void An_axis_without_elements_has_no_index()
    {
        var indices = new TensorType(ElementType.Int64, Shape.Of(2));
        var graph = Graph.Trace([("x", TensorType.Float(0, 300)), ("i", indices)], x => [("y", x[0].Gather(x[1]))]);
        var session = new Session(Planner.Plan(graph, CpuTargets.Best));
        AssertFails("node Gather (Gather): index 0 is outside an axis of size 0, which has no indices", session);
    }

    [Fact]
    public void A_constant_index_is_refused_in_the_trace()
    {
        var error = Assert.Throws<AxisIndexException>(() => Graph.Trace([("x", TensorType.Float(3))], x =>
            [("y", x[0] + Table.Gather(Tensor.From<long>([5], 1)).ReduceSum())]));
        Assert.Equal(5, error.Index);
    }

    private static void AssertFails(string sentence, Session session) =>
        Assert.Contains(sentence, Assert.Throws<AxisIndexException>(session.Run).Message, StringComparison.Ordinal);

    private static Graph Lookup(ElementType type) =>
        Graph.Trace([("i", new TensorType(type, Shape.Of(3)))], x => [("y", Table.Gather(x[0]))]);

    private static Dictionary<string, Tensor> Inputs(ElementType type, params long[] indices) => new()
    {
        ["i"] = Tensor.From<long>(indices, 3).Cast(type),
    };

    private static void Give(Session session, Dictionary<string, Tensor> inputs)
    {
        foreach (var (name, tensor) in inputs) tensor.Bytes.CopyTo(session.InputBytes(name));
    }
}
