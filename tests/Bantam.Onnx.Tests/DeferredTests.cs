using Bantam.Autodiff;
using Bantam.Graphs;
using Bantam.Onnx.Protobuf;
using Bantam.Operators;
using Bantam.Tensors;
using Google.Protobuf;
using static Bantam.Onnx.Protobuf.TensorProto.Types;

namespace Bantam.Onnx.Tests;

/// <summary>Models with a branch that decides about ranks are written down once the sizes or numbers that decide are known.</summary>
public sealed class DeferredTests
{
    /// <summary><c>torch.relu(x.squeeze(1) @ w)</c>, as PyTorch's scripts write it: squeezed only where the size is 1.</summary>
    private static ModelProto Squeeze() => Model(
        [Build.Value("x", DataType.Float, 2, 0, 4)],
        Build.Node("Shape", "shape", ["x"], ["sizes"]),
        Build.Node("Gather", "gather", ["sizes", "one"], ["size"], Build.Int("axis", 0)),
        Build.Node("Equal", "equal", ["size", "one"], ["squeezes"]));

    /// <summary>The same where an input says whether it is squeezed.</summary>
    private static ModelProto SqueezeAsTold() => Model(
        [Build.Value("x", DataType.Float, 2, 1, 4), Build.Value("mode", DataType.Int64)],
        Build.Node("Equal", "equal", ["mode", "one"], ["squeezes"]));

    /// <summary>The same where the elements say it.</summary>
    private static ModelProto SqueezeBySum() => Model(
        [Build.Value("x", DataType.Float, 2, 1, 4)],
        Build.Node("ReduceSum", "sum", ["x"], ["total"], Build.Int("keepdims", 0)),
        Build.Node("Cast", "cast", ["total"], ["squeezes"], Build.Int("to", (int)DataType.Bool)));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_branch_by_a_size_agrees_with_onnx_runtime(int size)
    {
        var file = Squeeze().ToByteArray();
        var model = new Model(OnnxModel.Load(file).Graph);
        var inputs = RandomTensors.For(model.Inputs, seed: 1, named: size, batch: 2);

        var actual = model.Run(inputs, TestContext.Current.CancellationToken)["y"];

        Assert.Equal(size == 1 ? Shape.Of(2, 3) : Shape.Of(2, size, 3), actual.Shape);
        TensorAssert.Close(Ort.Run(file, inputs)["y"], actual, 1e-5, 1e-6, "y");
        TensorAssert.Close(actual, Execution.ReferenceExecutor.Run(OnnxModel.Load(file).Graph, inputs)["y"], 1e-5, 1e-6, "y");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_branch_by_a_number_agrees_with_onnx_runtime(long mode)
    {
        var file = SqueezeAsTold().ToByteArray();
        var model = new Model(OnnxModel.Load(file).Graph);
        var inputs = RandomTensors.For(model.Inputs, seed: 1, named: 1, batch: 2);
        inputs["mode"] = Tensor.Scalar(mode);

        TensorAssert.Close(
            Ort.Run(file, inputs)["y"], model.Run(inputs, TestContext.Current.CancellationToken)["y"], 1e-5, 1e-6, "y");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Sizes_behind_it_that_only_a_run_shows_are_run_in_parts(int size)
    {
        var proto = Squeeze();
        proto.Graph.Node.Add(Build.Node("NonZero", "found", ["y"], ["places"]));
        proto.Graph.Output[0] = Build.Value("places", DataType.Int64, -1, -1);
        var file = proto.ToByteArray();
        var model = new Model(OnnxModel.Load(file).Graph);
        foreach (var seed in (int[])[1, 2])
        {
            var inputs = RandomTensors.For(model.Inputs, seed, named: size, batch: 2);
            var actual = model.Run(inputs, TestContext.Current.CancellationToken)["places"];
            Assert.Equal(Ort.Run(file, inputs)["places"].ToArray<long>(), actual.ToArray<long>());
        }
    }

    [Fact]
    public void Once_the_sizes_are_bound_it_is_a_graph_as_any_other_with_the_files_names_and_weights()
    {
        var graph = OnnxModel.Load(Squeeze().ToByteArray()).Graph;
        Assert.False(graph.IsBound);
        Assert.Contains("different ranks", graph.WhyDeferred, StringComparison.Ordinal);
        var weight = Assert.Single(graph.Variables);

        var bound = graph.Bind(new Dictionary<string, int> { ["x.1"] = 1 });

        bound.Verify();
        Assert.True(bound.IsBound);
        Assert.Equal(["product", "relu"], bound.Nodes.Select(n => n.Name).TakeLast(2));
        Assert.Same(weight, Assert.Single(bound.Variables));
        var saved = new MemoryStream();
        new OnnxModel(bound).Save(saved);
        Assert.Equal("Float[2,3]", OnnxModel.Load(saved.ToArray()).Graph.Outputs[0].Type.ToString());
    }

    [Fact]
    public void Before_it_cannot_be_saved_or_trained()
    {
        var model = OnnxModel.Load(Squeeze().ToByteArray());
        var saving = Assert.Throws<GraphException>(() => model.Save(new MemoryStream()));
        Assert.Contains("Bind its dimensions to numbers", saving.Message, StringComparison.Ordinal);
        var training = Assert.Throws<NotSupportedException>(() => Graph.Trace([("x", TensorType.Float(2, "n", 4))], given =>
        {
            var y = model.Graph.Inline(given)[0];
            return [("g", Gradients.Of(y.ReduceMean(), [given[0]])[0])];
        }));
        Assert.Contains("bind its dimensions to numbers", training.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_only_elements_decide_is_a_gap()
    {
        var gap = Assert.Single(OnnxModel.Load(SqueezeBySum().ToByteArray()).Gaps);
        Assert.Equal(("branch", "If"), (gap.Node, gap.Operator));
        Assert.Contains("different ranks", gap.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gap_behind_the_branch_is_named()
    {
        var file = Squeeze();
        file.Graph.Node[^1].OpType = "Nonsense";
        Assert.Equal("Nonsense", Assert.Single(OnnxModel.Load(file.ToByteArray()).Gaps).Operator);
    }

    private static ModelProto Model(ValueInfoProto[] inputs, params NodeProto[] before)
    {
        var branch = Build.Node("If", "branch", ["squeezes"], ["rows"]);
        var then = new GraphProto { Name = "then", Node = { Build.Node("Squeeze", "squeeze", ["x", "axes"], ["squeezed"]) } };
        var otherwise = new GraphProto { Name = "else", Node = { Build.Node("Identity", "same", ["x"], ["kept"]) } };
        then.Output.Add(new ValueInfoProto { Name = "squeezed" });
        otherwise.Output.Add(new ValueInfoProto { Name = "kept" });
        branch.Attribute.Add(new AttributeProto { Name = "then_branch", Type = AttributeProto.Types.AttributeType.Graph, G = then });
        branch.Attribute.Add(new AttributeProto { Name = "else_branch", Type = AttributeProto.Types.AttributeType.Graph, G = otherwise });
        var model = Build.Model(
            16, inputs, [new ValueInfoProto { Name = "y", Type = new TypeProto { TensorType = new() { ElemType = (int)DataType.Float } } }],
            [.. before, branch, Build.Node("MatMul", "product", ["rows", "w"], ["z"]), Build.Node("Relu", "relu", ["z"], ["y"])]);
        foreach (var dimension in model.Graph.Input[0].Type.TensorType.Shape.Dim)
            if (dimension.DimValue == 0) dimension.ClearValue();
        model.Graph.Initializer.Add(new TensorProto { Name = "one", DataType = (int)DataType.Int64, Int64Data = { 1 } });
        model.Graph.Initializer.Add(new TensorProto { Name = "axes", DataType = (int)DataType.Int64, Dims = { 1 }, Int64Data = { 1 } });
        model.Graph.Initializer.Add(Build.Floats("w", [.. Enumerable.Range(0, 12).Select(i => (i - 5) / 8f)], 4, 3));
        return model;
    }
}
