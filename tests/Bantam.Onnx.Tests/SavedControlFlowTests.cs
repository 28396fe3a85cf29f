using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Onnx.Protobuf;
using Bantam.Operators.Comparison;
using Bantam.Operators.Control;
using Bantam.Operators.Convolution;
using Bantam.Operators.Movement;
using Bantam.Tensors;

namespace Bantam.Onnx.Tests;

/// <summary>Loops and branches are saved with their bodies, which see the names of the graph around them again.</summary>
public sealed class SavedControlFlowTests
{
    private static readonly Variable Weight = Models.Weight("w", new Random(3), 4, 4);

    private static readonly Dictionary<string, Func<Graph>> Graphs = new()
    {
        ["scan"] = ScanBothWays,
        ["loop"] = LoopUntil,
        ["counted loop"] = CountedLoop,
        ["growing loop"] = GrowingLoop,
        ["loop of parts"] = LoopOfParts,
        ["if"] = Branches,
        ["nested"] = Nested,
        ["captures that come out"] = Passed,
    };

    public static TheoryData<string> Names => [.. Graphs.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_saved_is_read_back_and_computes_the_same_bits(string name)
    {
        var graph = Graphs[name]();
        graph.Verify();
        var again = OnnxModel.Load(Models.Save(graph)).Graph;
        again.Verify();
        Assert.Empty(again.Gaps);
        foreach (var inputs in Inputs(graph))
        {
            var expected = ReferenceExecutor.Run(graph, inputs);
            var actual = ReferenceExecutor.Run(again, inputs);
            Assert.Equal(graph.Outputs.Select(o => o.Name), actual.Keys);
            foreach (var (output, tensor) in expected) TensorAssert.Close(tensor, actual[output], 0, 0, output);
            var (before, after) = (Run(graph, inputs), Run(again, inputs));
            foreach (var (output, tensor) in before) TensorAssert.Close(tensor, after[output], 0, 0, output);
        }

        Assert.Equal(Facts(graph), Facts(again));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Onnx_runtime_computes_what_we_compute(string name)
    {
        var graph = Graphs[name]();
        var file = Models.Save(graph);
        foreach (var inputs in Inputs(graph))
        {
            var expected = Ort.Run(file, inputs);
            var actual = Run(graph, inputs);
            Assert.Equal(expected.Keys.Order(), actual.Keys.Order());
            foreach (var (output, tensor) in expected) TensorAssert.Close(tensor, actual[output], 1e-5, 1e-6, output);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Names_are_unique_over_all_graphs_of_a_file(string name)
    {
        var graphs = All(ModelProto.Parser.ParseFrom(Models.Save(Graphs[name]())).Graph).ToArray();
        Assert.True(graphs.Length > 1);
        var values = graphs.SelectMany(g => g.Input.Select(i => i.Name)
            .Concat(g.Initializer.Select(i => i.Name)).Concat(g.Node.SelectMany(n => n.Output))).Where(n => n.Length > 0);
        Assert.All(values.GroupBy(n => n), g => Assert.Single(g));
        Assert.All(graphs.SelectMany(g => g.Node).GroupBy(n => n.Name), g => Assert.Single(g));
        Assert.All(graphs.GroupBy(g => g.Name), g => Assert.Single(g));
    }

    [Fact]
    public void A_constant_that_a_body_reads_too_is_written_once()
    {
        var table = RandomTensors.Of(TensorType.Float(100, 4), new Random(1));
        var graph = Graph.Trace([("x", TensorType.Float(4, 100)), ("c", new TensorType(ElementType.Bool, Shape.Scalar))], inputs =>
        [
            ("y", ControlFlow.If(inputs[1], () => [inputs[0].MatMul(table)], () => [inputs[0].MatMul(table) * 2f])[0]),
            ("z", inputs[0].MatMul(table)),
        ]);
        Assert.InRange(Models.Save(graph).Length, 1600, 3200);
    }

    [Fact]
    public void What_a_body_has_that_onnx_lacks_is_named()
    {
        var graph = Graph.Trace([("x", TensorType.Float(1, 2, 4, 4)), ("c", new TensorType(ElementType.Bool, Shape.Scalar))], inputs =>
        {
            var kernel = new Tensor(TensorType.Float(2, 2, 3, 3));
            var gradient = new ConvInputGradient(ConvolutionAttributes.Plain, [6, 6]);
            var results = ControlFlow.If(
                inputs[1], () => [gradient.ApplyOne(inputs[0], kernel)], () => [gradient.ApplyOne(inputs[0] * 2f, kernel)]);
            return [("y", results[0])];
        });
        var error = Assert.Throws<GraphException>(() => Models.Save(graph));
        Assert.Contains("internal to training and plans", error.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyDictionary<string, Tensor> Run(Graph graph, Dictionary<string, Tensor> inputs) =>
        new GraphRunner(graph).Run(inputs, TestContext.Current.CancellationToken);

    private static IEnumerable<string> Facts(Graph graph) =>
        graph.All.Where(n => n.Operator is not Identity)
            .Select(n => $"{n.Operator.Name} -> {string.Join(',', n.Outputs.Select(o => $"{o.Type.Element} {o.Type.Shape.Rank}"))}");

    private static IEnumerable<GraphProto> All(GraphProto graph) =>
        graph.Node.SelectMany(n => n.Attribute).Where(a => a.G is not null).SelectMany(a => All(a.G)).Prepend(graph);

    private static IEnumerable<Dictionary<string, Tensor>> Inputs(Graph graph) =>
        Enumerable.Range(0, 3).Select(seed => RandomTensors.For(graph, seed));

    private static Graph ScanBothWays() => Graph.Trace([("s", TensorType.Float(4)), ("x", TensorType.Float("steps", 4))], inputs =>
    {
        var results = ControlFlow.Scan([inputs[0]], [inputs[1], inputs[1]], [], [0, 1], [1, 0], x =>
        {
            var state = (x[0].Unsqueeze(0).MatMul(Weight) + x[1]).Tanh().Reshape(4);
            return [state, state * x[2] + inputs[0], x[0]];
        });
        return [("state", results[0]), ("first", results[1]), ("second", results[2])];
    });

    private static Graph LoopUntil() => Graph.Trace([("s", TensorType.Float(4)), ("limit", TensorType.Float())], inputs =>
    {
        var results = ControlFlow.Loop(Tensor.Scalar(9L), Tensor.Scalar(true), [inputs[0].Abs() + 0.5f], (_, _, states) =>
        {
            var state = states[0] * 1.5f;
            return [new Less().ApplyOne(state.ReduceSum(), inputs[1] + 20f), state, state.ReduceSum()];
        });
        return [("state", results[0]), ("sums", results[1])];
    });

    private static Graph CountedLoop() => Graph.Trace([("s", TensorType.Float(4))], inputs =>
    {
        var results = ControlFlow.Loop(Tensor.Scalar(5L), null, [inputs[0]], (round, goesOn, states) =>
            [goesOn, states[0] * Weight.Read().ReduceSum([0]) + round.Cast(ElementType.Float), states[0]]);
        return [("state", results[0]), ("all", results[1])];
    });

    /// <summary>Each round takes a part that only the round shows the size of, as sums of bags do.</summary>
    private static Graph LoopOfParts() => Graph.Trace([("x", TensorType.Float(6, 4))], given =>
    {
        var ends = Tensor.From<long>([2, 3, 6]);
        var sums = ControlFlow.Loop(Tensor.Scalar(3L), null, [Tensor.Scalar(0L)], (round, condition, state) =>
        {
            var (start, end) = (state[0].Reshape(1), ends.Gather(round.Reshape(1)));
            var part = new Slice().ApplyOne(given[0], start, end, Tensor.From<long>([0]));
            return [condition, end.Reshape(Shape.Scalar), part.ReduceSum([0])];
        });
        return [("sums", sums[1])];
    });

    private static Graph GrowingLoop() => Graph.Trace([("s", TensorType.Float(2, 3))], inputs =>
    {
        var results = ControlFlow.Loop(Tensor.Scalar(4L), null, [inputs[0]], (_, goesOn, states) =>
            [goesOn, Tensor.Concat(0, states[0], inputs[0])]);
        return [("state", results[0])];
    });

    private static Graph Branches() => Graph.Trace(
        [("a", TensorType.Float(2, 4)), ("b", TensorType.Float(2, 4)), ("c", new TensorType(ElementType.Bool, Shape.Scalar))], inputs =>
        {
            var sum = inputs[0] + inputs[1];
            var results = ControlFlow.If(
                inputs[2], () => [sum.MatMul(Weight), Tensor.Scalar(1L)], () => [inputs[0] + 3f, Tensor.Scalar(2L)]);
            return [("Add", results[0]), ("which", results[1]), ("sum", sum * 2f)];
        });

    private static Graph Nested() => Graph.Trace(
        [("x", TensorType.Float(4)), ("c", new TensorType(ElementType.Bool, Shape.Scalar))], inputs =>
        {
            var around = inputs[0] * 0.5f;
            var results = ControlFlow.Loop(Tensor.Scalar(3L), null, [inputs[0]], (round, goesOn, states) =>
            {
                var inner = states[0] + around;
                var next = ControlFlow.If(
                    inputs[1],
                    () =>
                    {
                        var sums = ControlFlow.Scan(
                            [around.ReduceSum()], [inner], [], [0], [0], x => [x[0] + x[1], x[0] * around.ReduceSum()]);
                        return [sums[1] + inner];
                    },
                    () => [inner - round.Cast(ElementType.Float)]);
                return [goesOn, next[0] + around, inner];
            });
            return [("state", results[0]), ("all", results[1])];
        });

    private static Graph Passed() => Graph.Trace(
        [("output", TensorType.Float(4)), ("c", new TensorType(ElementType.Bool, Shape.Scalar))], inputs =>
        {
            var results = ControlFlow.If(inputs[1], () => [inputs[0]], () => [new Identity().ApplyOne(inputs[0]) * 2f]);
            return [("y", results[0]), ("z", inputs[0] + 1f)];
        });
}
