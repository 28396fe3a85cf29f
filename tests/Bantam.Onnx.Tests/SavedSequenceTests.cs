using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Onnx.Protobuf;
using Bantam.Operators;
using Bantam.Operators.Control;
using Bantam.Operators.Sequences;
using Bantam.Tensors;
using static Bantam.Onnx.Protobuf.TensorProto.Types;

namespace Bantam.Onnx.Tests;

/// <summary>
/// Sequences and optionals of which only a run shows what they hold are saved, and mean to ONNX Runtime what they mean to us.
/// </summary>
public sealed class SavedSequenceTests
{
    private static readonly TensorType Flag = new(ElementType.Bool, Shape.Scalar);
    private static readonly TensorType Position = new(ElementType.Int64, Shape.Scalar);

    private static readonly Dictionary<string, Func<Graph>> Graphs = new()
    {
        ["parts"] = Parts,
        ["sizes"] = Sizes,
        ["loop"] = Filled,
        ["branches"] = Branches,
        ["optionals"] = Optionals,
    };

    public static TheoryData<string> Names => [.. Graphs.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Onnx_runtime_computes_what_we_compute_and_what_is_read_back_does(string name)
    {
        var graph = Graphs[name]();
        graph.Verify();
        var file = Models.Save(graph);
        var again = OnnxModel.Load(file).Graph;
        again.Verify();
        Assert.Empty(again.Gaps);
        for (var seed = 0; seed < 3; seed++)
        {
            var inputs = RandomTensors.For(graph, seed, named: 5);
            var (expected, actual) = (Ort.Run(file, inputs), ReferenceExecutor.Run(graph, inputs));
            var read = new Model(again).Run(inputs, TestContext.Current.CancellationToken);
            Assert.Equal(expected.Keys.Order(), actual.Keys.Order());
            foreach (var (output, tensor) in expected)
            {
                TensorAssert.Close(tensor, actual[output], 1e-6, 1e-7, output);
                TensorAssert.Close(actual[output], read[output], 0, 0, output);
            }
        }
    }

    [Fact]
    public void Every_operator_of_sequences_is_in_one_of_these_files()
    {
        var operators = typeof(Operator).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(SequenceOperator)));
        Assert.Empty(operators.Except(Graphs.Values.SelectMany(g => g().All).Select(n => n.Operator.GetType())));
    }

    [Fact]
    public void What_a_file_says_of_sequences_is_resolved_when_it_is_read()
    {
        var model = Build.Model(
            [Build.Value("x", DataType.Float, 4, 3)],
            [Build.Value("y", DataType.Float, 3, 4)],
            Build.Node("SplitToSequence", "split", ["x"], ["rows"]),
            Build.Node("SequenceErase", "erase", ["rows"], ["three"]),
            Build.Node("SequenceAt", "at", ["rows", "first"], ["row"]),
            Build.Node("SequenceInsert", "insert", ["three", "row"], ["four"]),
            Build.Node("SequenceLength", "length", ["four"], ["count"]),
            Build.Node("ConcatFromSequence", "join", ["four"], ["whole"], Build.Int("axis", 0)),
            Build.Node("Unsqueeze", "shape", ["count", "first"], ["count1"]),
            Build.Node("Concat", "sizes", ["minus", "count1"], ["size"], Build.Int("axis", 0)),
            Build.Node("Reshape", "reshape", ["whole", "size"], ["y"]));
        model.Graph.Initializer.Add(new TensorProto { Name = "first", DataType = (int)DataType.Int64, Dims = { 1 }, Int64Data = { 0 } });
        model.Graph.Initializer.Add(new TensorProto { Name = "minus", DataType = (int)DataType.Int64, Dims = { 1 }, Int64Data = { -1 } });
        var graph = OnnxModel.Load(Google.Protobuf.MessageExtensions.ToByteArray(model)).Graph;
        Assert.DoesNotContain(graph.Nodes, n => n.Operator is SequenceOperator);
        Assert.Equal("Float[3,4]", graph.Outputs[0].Type.ToString());
        var inputs = RandomTensors.For(graph, seed: 1);
        var x = inputs["x"].ToArray<float>();
        Assert.Equal([.. x[..9], .. x[..3]], Executors.Cpu(graph, inputs)["y"].ToArray<float>());
    }

    [Fact]
    public void A_model_takes_and_gives_sequences()
    {
        var graph = Graph.Trace([("s", new SequenceType(ElementType.Float, null)), ("o", new OptionalType(TensorType.Float(2)))], x =>
            [("t", new SequenceErase().ApplyOne(x[0], Tensor.Scalar(0L))), ("has", new OptionalHasElement().ApplyOne(x[1]))]);
        var model = new Model(OnnxModel.Load(Models.Save(graph)).Graph);
        Assert.Equal(["Sequence(Float)", "Optional(Float[2])"], model.Inputs.Select(i => i.Kind.ToString()));
        var (a, b) = (Tensor.From<float>([1, 2]), Tensor.From<float>([3]));
        var outputs = model.Run(("s", Tensor.Sequence(a, b)));
        Assert.Equal([3f], Assert.Single(outputs["t"].Items).ToArray<float>());
        Assert.False(outputs["has"].Span<bool>()[0]);
        Assert.True(model.Run(("s", Tensor.Sequence(a, b)), ("o", a))["has"].Span<bool>()[0]);
        var error = Assert.Throws<ShapeException>(() => model.Run(("s", a)));
        Assert.Contains("Input 's' must be Sequence(Float); it is Float[2].", error.Message, StringComparison.Ordinal);
    }

    private static Graph Parts() => Graph.Trace([("x", TensorType.Float("n", 4)), ("p", Position)], x =>
    {
        var rows = new SplitToSequence().ApplyOne(x[0]);
        var more = new SequenceInsert().ApplyOne(rows, x[0].Slice([0], [0], [1]) * 2f, x[1]);
        var fewer = new SequenceErase().ApplyOne(more);
        return
        [
            ("one", new SequenceAt().ApplyOne(new SequenceErase().ApplyOne(more, x[1]), x[1])),
            ("count", new SequenceLength().ApplyOne(more)),
            ("whole", new ConcatFromSequence(0).ApplyOne(fewer)),
            ("stacked", new ConcatFromSequence(-2, MakesAxis: true).ApplyOne(fewer)),
        ];
    });

    private static Graph Sizes() => Graph.Trace([("x", TensorType.Float(3, "n")), ("p", Position)], x =>
    [
        ("pairs", new SequenceAt().ApplyOne(new SplitToSequence(-1).ApplyOne(x[0], Tensor.Scalar(2L)), Tensor.Scalar(-1L))),
        ("columns", new ConcatFromSequence(0).ApplyOne(new SplitToSequence(1, KeepsAxis: false).ApplyOne(x[0]))),
        ("parts", new SequenceAt().ApplyOne(new SplitToSequence(1).ApplyOne(x[0], Tensor.From<long>([4, 1])), x[1] * 0L)),
    ]);

    private static Graph Filled() => Graph.Trace([("x", TensorType.Float(2, 3)), ("p", Position)], x =>
    {
        var results = ControlFlow.Loop(x[1] + 1L, null, [Tensor.EmptySequence(ElementType.Float), x[0]], (_, goesOn, states) =>
        {
            var next = states[1] * 2f;
            return [goesOn, new SequenceInsert().ApplyOne(states[0], next), next];
        });
        return [("all", new ConcatFromSequence(1).ApplyOne(results[0])), ("last", results[1])];
    });

    private static Graph Branches() => Graph.Trace([("x", TensorType.Float(2, 3)), ("c", Flag)], x =>
    {
        var chosen = ControlFlow.If(x[1], () => [Tensor.Sequence(x[0], x[0] * 2f)], () => [Tensor.Sequence(x[0] + 1f)])[0];
        return [("all", new ConcatFromSequence(0).ApplyOne(chosen))];
    });

    private static Graph Optionals() => Graph.Trace([("x", TensorType.Float(2, 3)), ("c", Flag)], x =>
    {
        var chosen = ControlFlow.If(x[1], () => [new Optional().ApplyOne(x[0] * 2f)], () => [new Optional(x[0].Type).ApplyOne()])[0];
        var has = new OptionalHasElement().ApplyOne(chosen);
        return [("y", ControlFlow.If(has, () => [new OptionalGetElement().ApplyOne(chosen)], () => [x[0] - 1f])[0]), ("has", has)];
    });
}
