using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Onnx.Protobuf;
using Bantam.Plans;
using Bantam.Targets.Cpu;
using Bantam.Tensors;
using Google.Protobuf;
using static Bantam.Onnx.Protobuf.TensorProto.Types;

namespace Bantam.Onnx.Tests;

/// <summary>Models whose dimensions are names are read once, and run at whatever the names are bound to.</summary>
public sealed class DynamicShapeTests
{
    /// <summary><c>x.view(x.size(0), -1) @ w</c> of an image with a dynamic batch, as PyTorch writes it.</summary>
    internal static ModelProto View()
    {
        var model = Build.Model(
            [Build.Value("x", DataType.Float, 0, 2, 3)], [Build.Value("y", DataType.Float, 0, 4)],
            Build.Node("Shape", "shape", ["x"], ["sizes"]),
            Build.Node("Gather", "gather", ["sizes", "first"], ["size"], Build.Int("axis", 0)),
            Build.Node("Unsqueeze", "unsqueeze", ["size", "axes"], ["row"]),
            Build.Node("Concat", "concat", ["row", "rest"], ["wanted"], Build.Int("axis", 0)),
            Build.Node("Reshape", "reshape", ["x", "wanted"], ["flat"]),
            Build.Node("MatMul", "product", ["flat", "w"], ["y"]));
        Name(model.Graph.Input[0], 0, "batch");
        Name(model.Graph.Output[0], 0, "batch");
        model.Graph.Initializer.Add(Integers("first", [0], []));
        model.Graph.Initializer.Add(Integers("axes", [0], [1]));
        model.Graph.Initializer.Add(Integers("rest", [-1], [1]));
        model.Graph.Initializer.Add(Build.Floats("w", [.. Enumerable.Range(0, 24).Select(i => i / 8f)], 6, 4));
        return model;
    }

    [Fact]
    public void A_view_with_a_dynamic_batch_is_read_and_keeps_the_batch()
    {
        var model = OnnxModel.Load(View().ToByteArray());

        Assert.Empty(model.Gaps);
        model.Graph.Verify();
        Assert.Equal("Float[batch,6]", model.Graph.Nodes.Single(n => n.Name == "reshape").Outputs[0].Type.ToString());
        Assert.Equal("Float[batch,4]", model.Graph.Outputs[0].Type.ToString());
    }

    /// <summary>What a Gemm sums over has a name, as behind an image of any size: the sizes of a run must fit the weight.</summary>
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void A_Gemm_on_named_dimensions_runs_where_sizes_fit(bool transA, bool transB)
    {
        var product = Build.Node(
            "Gemm", "gemm", ["flat", "w", "b"], ["y"], Build.Int("transA", transA ? 1 : 0), Build.Int("transB", transB ? 1 : 0));
        var flat = transA ? Build.Node("Transpose", "turned", ["rows"], ["flat"]) : Build.Node("Identity", "rows", ["rows"], ["flat"]);
        var model = Build.Model(
            9, [Build.Value("x", DataType.Float, 0, 2, 0)], [Build.Value("y", DataType.Float, 0, 4)],
            Build.Node("Flatten", "flatten", ["x"], ["rows"]), flat, product);
        Name(model.Graph.Input[0], 0, "n");
        Name(model.Graph.Input[0], 2, "w");
        Name(model.Graph.Output[0], 0, "n");
        var weight = Enumerable.Range(0, 24).Select(i => (i % 7) / 8f).ToArray();
        model.Graph.Initializer.Add(transB ? Build.Floats("w", weight, 4, 6) : Build.Floats("w", weight, 6, 4));
        model.Graph.Initializer.Add(Build.Floats("b", [1, 2, 3, 4], 4));
        var bytes = model.ToByteArray();
        var graph = OnnxModel.Load(bytes).Graph;
        graph.Verify();
        var (compiled, random) = (new Model(graph), new Random(5));
        foreach (var n in new[] { 1, 5 })
        {
            var inputs = new Dictionary<string, Tensor> { ["x"] = RandomTensors.Of(TensorType.Float(Shape.Of(n, 2, 3)), random) };
            var expected = Ort.Run(bytes, inputs)["y"];
            TensorAssert.Close(expected, compiled.Run(("x", inputs["x"]))["y"], 1e-5, 1e-5, $"{n} rows");
            TensorAssert.Close(expected, ReferenceExecutor.Run(graph, inputs)["y"], 1e-5, 1e-5, $"{n} rows by reference");
        }

        var error = Assert.Throws<ShapeException>(() => compiled.Run(("x", Tensor.Zeros(Shape.Of(2, 2, 4)))));
        Assert.Contains("w is 4", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sizes_that_do_not_fit_are_named_with_their_numbers()
    {
        var graph = Graph.Trace([("a", TensorType.Float("n")), ("b", TensorType.Float("m"))], given => [("y", given[0] + given[1])]);
        var (a, b) = (Tensor.Zeros(Shape.Of(3)), Tensor.Zeros(Shape.Of(4)));
        var error = Assert.Throws<ShapeException>(() => new Model(graph).Run(("a", a), ("b", b)));
        Assert.EndsWith("In this run n is 3, m is 4.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void A_view_with_a_dynamic_batch_runs_at_any_batch(int batch)
    {
        var graph = OnnxModel.Load(View().ToByteArray()).Graph;
        var x = Tensor.From<float>([.. Enumerable.Range(0, 6 * batch).Select(i => i % 5f)], batch, 2, 3);
        var inputs = new Dictionary<string, Tensor> { ["x"] = x };

        var expected = ReferenceExecutor.Run(graph, inputs)["y"];
        Assert.Equal($"[{batch},4]", expected.Shape.ToString());
        Assert.Equal(expected.ToArray<float>(), Executors.Cpu(graph, inputs)["y"].ToArray<float>());

        // What computes the shape is gone when the batch is a number.
        var plan = Planner.Plan(graph, CpuTargets.Best, dimensions: new Dictionary<string, int> { ["batch"] = batch });
        Assert.Empty(plan.HostCalls);
        Assert.Single(plan.Calls);
    }

    [Fact]
    public void A_dimension_of_a_file_may_be_an_expression()
    {
        var model = Build.Model(
            [Build.Value("past", DataType.Float, 1, 0), Build.Value("x", DataType.Float, 1, 0), Build.Value("mask", DataType.Float, 1, 0)],
            [Build.Value("y", DataType.Float, 1, 0)],
            Build.Node("Concat", "concat", ["past", "x"], ["all"], Build.Int("axis", 1)), Build.Node("Mul", "mul", ["all", "mask"], ["y"]));
        Name(model.Graph.Input[0], 1, "past_length");
        Name(model.Graph.Input[1], 1, "length");
        Name(model.Graph.Input[2], 1, "past_length + length");

        var graph = OnnxModel.Load(model.ToByteArray()).Graph;

        Assert.Equal("Float[1,length+past_length]", graph.Outputs[0].Type.ToString());
        var given = new Dictionary<string, Tensor> { ["past"] = Row(1, 2), ["x"] = Row(3), ["mask"] = Row(1, 0, 1) };
        Assert.Equal([1, 0, 3], Executors.Cpu(graph, given)["y"].ToArray<float>());
        Assert.Equal([1, 0, 3], ReferenceExecutor.Run(graph, given)["y"].ToArray<float>());
        given["mask"] = Row(1, 0);
        var error = Assert.Throws<ShapeException>(() => ReferenceExecutor.Run(graph, given));
        Assert.Contains("must be Float[1,3]; it is Float[1,2]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shape_that_is_an_input_is_read_as_new_names_and_bound_with_the_plan()
    {
        var model = Build.Model(
            [Build.Value("x", DataType.Float, 2, 3), Build.Value("shape", DataType.Int64, 2)], [Build.Value("y", DataType.Float, 0, 0)],
            Build.Node("Reshape", "reshape", ["x", "shape"], ["y"]));
        var graph = OnnxModel.Load(model.ToByteArray()).Graph;
        var inputs = new Dictionary<string, Tensor>
        {
            ["x"] = Tensor.From<float>([1, 2, 3, 4, 5, 6], 2, 3), ["shape"] = Tensor.From<long>([-1, 2]),
        };

        Assert.Equal("Float[reshape:0,reshape:1]", graph.Outputs[0].Type.ToString());
        graph.Verify();
        Assert.Equal("[3,2]", ReferenceExecutor.Run(graph, inputs)["y"].Shape.ToString());
        var error = Assert.Throws<PlanException>(() => Planner.Plan(graph, CpuTargets.Best));
        Assert.Contains("node 'reshape' (Reshape): only a run shows how large its output 'y'", error.Message, StringComparison.Ordinal);
        var bound = graph.Bind(new Dictionary<string, int>(), new Dictionary<string, Tensor> { ["shape"] = inputs["shape"] });
        Assert.True(bound.IsBound);
        Assert.Equal(["x"], bound.Inputs.Select(i => i.Name));
        Assert.Equal("Float[3,2]", bound.Outputs[0].Type.ToString());
    }

    [Fact]
    public void How_many_elements_are_not_0_only_a_run_shows()
    {
        var model = Build.Model(
            [Build.Value("x", DataType.Float, 5)], [Build.Value("y", DataType.Float, 0)],
            Build.Node("NonZero", "where", ["x"], ["places"]), Build.Node("Transpose", "turn", ["places"], ["rows"]),
            Build.Node("Squeeze", "squeeze", ["rows", "axes"], ["indices"]), Build.Node("Gather", "gather", ["x", "indices"], ["y"]));
        model.Graph.Initializer.Add(Integers("axes", [1], [1]));
        var graph = OnnxModel.Load(model.ToByteArray()).Graph;

        Assert.Equal("Float[where:0]", graph.Outputs[0].Type.ToString());
        var result = ReferenceExecutor.Run(graph, new Dictionary<string, Tensor> { ["x"] = Tensor.From<float>([0, 3, 0, 0, 7]) });
        Assert.Equal([3, 7], result["y"].ToArray<float>());
    }

    [Fact]
    public void Names_and_expressions_are_saved_and_read_again()
    {
        var graph = Graph.Trace([("x", TensorType.Float("batch", "seq"))], given => [("y", Tensor.Concat(1, given[0], given[0]))]);
        var stream = new MemoryStream();
        new OnnxModel(graph).Save(stream);

        var read = OnnxModel.Load(stream.ToArray()).Graph;

        Assert.Equal("Float[batch,2*seq]", read.Outputs[0].Type.ToString());
    }

    private static Tensor Row(params float[] elements) => Tensor.From(elements, 1, elements.Length);

    private static TensorProto Integers(string name, long[] values, long[] dims) =>
        new() { Name = name, DataType = (int)DataType.Int64, Dims = { dims }, Int64Data = { values } };

    private static void Name(ValueInfoProto value, int axis, string name) =>
        value.Type.TensorType.Shape.Dim[axis] = new() { DimParam = name };
}
