using Bantam.Autodiff;
using Bantam.Graphs;
using Bantam.Onnx.Protobuf;
using Bantam.Operators.Activation;
using Bantam.Operators.Convolution;
using Bantam.Operators.Movement;
using Bantam.Operators.Normalization;
using Bantam.Tensors;

namespace Bantam.Onnx.Tests;

/// <summary>What is saved is what was meant: ONNX Runtime computes the same, and reading it gives the same graph.</summary>
public sealed class SavedModelTests
{
    public static TheoryData<string> Names => [.. Models.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Onnx_runtime_computes_what_we_compute(string name)
    {
        var graph = Models.All[name]();
        var inputs = RandomTensors.For(graph, seed: 5);
        var expected = Ort.Run(Models.Save(graph), inputs);
        var actual = Executors.Cpu(graph, inputs);
        Assert.Equal(graph.Outputs.Select(o => o.Name), expected.Keys);
        foreach (var (output, tensor) in expected) TensorAssert.Close(tensor, actual[output], 1e-4, 1e-6, output);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_saved_graph_is_read_back_the_same(string name)
    {
        var graph = Models.All[name]();
        var again = OnnxModel.Load(Models.Save(graph)).Graph;
        again.Verify();
        Assert.Equal(WithoutConstants(graph), WithoutConstants(again));
        Assert.Equal(Facts(graph), Facts(again));
        foreach (var (before, after) in graph.Variables.Zip(again.Variables))
            Assert.Equal(before.Value.ToArray<float>(), after.Value.ToArray<float>());
        Assert.Equal(Models.Save(again), Models.Save(OnnxModel.Load(Models.Save(again)).Graph));

        static IEnumerable<(string, TensorType, bool)> Facts(Graph graph) =>
            graph.Variables.Select(v => (v.Name, v.Type, v.IsTrainable));
    }

    [Fact]
    public void A_function_with_a_gradient_of_its_own_is_saved_as_what_it_computes()
    {
        var graph = Graph.Trace(
            [("x", TensorType.Float(3))],
            given => [("y", Gradients.Custom(x => x.Round() * 2f, (_, gradient) => gradient, given[0]))]);
        var inputs = RandomTensors.For(graph, seed: 5);
        TensorAssert.Close(Executors.Cpu(graph, inputs)["y"], Ort.Run(Models.Save(graph), inputs)["y"], 1e-6, 1e-6, "y");
    }

    [Fact]
    public void Facts_about_the_model_are_saved()
    {
        var model = new OnnxModel(Models.Dense())
        {
            Description = "Reads digits.",
            Domain = "com.example",
            Version = 7,
            Metadata = new Dictionary<string, string> { ["classes"] = "zero,one" },
        };
        var stream = new MemoryStream();
        model.Save(stream);
        var again = OnnxModel.Load(stream.ToArray());
        Assert.Equal(("Reads digits.", "com.example", 7L, "Bantam"), (again.Description, again.Domain, again.Version, again.Producer));
        Assert.Equal("zero,one", again.Metadata["classes"]);
        Assert.Equal((OnnxModel.SavedOpset, OnnxModel.SavedIrVersion), (again.Opset, again.IrVersion));
    }

    [Fact]
    public void Variables_are_saved_with_their_present_values()
    {
        var graph = Models.Dense();
        var bias = graph.Variables.Single(v => v.Name == "b2");
        bias.Value.Span<float>()[2] = 42;
        Assert.Equal(42, OnnxModel.Load(Models.Save(graph)).Graph.Variables.Single(v => v.Name == "b2").Value.Span<float>()[2]);
    }

    [Theory]
    [InlineData(true, 3)]
    [InlineData(false, 1)]
    public void A_normalization_in_training_mode_names_its_three_outputs_though_nothing_reads_two(bool trains, int outputs)
    {
        var ones = new Variable("ones", Tensor.Full(1f, Shape.Of(3)));
        var graph = Graph.Trace(
            [("x", TensorType.Float(2, 3))],
            inputs => [("y", new BatchNormalization(TrainingMode: trains).Apply(inputs[0], ones, ones, ones, ones)[0])]);
        var names = ModelProto.Parser.ParseFrom(Models.Save(graph)).Graph.Node.Single(n => n.OpType == "BatchNormalization").Output;
        Assert.Equal(outputs, names.Distinct().Count());
        Assert.DoesNotContain("", names);
        Assert.Equal(outputs, OnnxModel.Load(Models.Save(graph)).Graph.Nodes.Single().Outputs.Count);
    }

    [Fact]
    public void A_training_graph_is_not_saved()
    {
        var weight = new Variable("w", Tensor.From<float>([1, 2]));
        var graph = Graph.Trace([("x", TensorType.Float(2))], inputs =>
        {
            var y = inputs[0] * weight;
            GraphBuilder.Current!.Update(weight, y);
            return [("y", y)];
        });
        var error = Assert.Throws<GraphException>(() => Models.Save(graph));
        Assert.Contains("this graph updates the variable", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Operators_that_are_not_of_the_standard_are_not_saved()
    {
        var graph = Graph.Trace([("g", TensorType.Float(1, 2, 4, 4)), ("w", TensorType.Float(2, 3, 3, 3))], inputs =>
            [("y", new ConvInputGradient(ConvolutionAttributes.Plain, [6, 6]).ApplyOne(inputs))]);
        var error = Assert.Throws<GraphException>(() => Models.Save(graph));
        Assert.Contains("internal to training and plans", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Layouts_of_plans_are_not_saved()
    {
        var graph = Graph.Trace([("x", TensorType.Float(1, 6, 6, 3)), ("w", TensorType.Float(3, 3, 3, 2))], inputs =>
            [("y", new Conv(ConvolutionAttributes.Plain with { ChannelsLast = true }).ApplyOne(inputs))]);
        var error = Assert.Throws<NotSupportedException>(() => Models.Save(graph));
        Assert.Contains("ONNX has no attributes that say", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constants_and_inputs_may_be_outputs()
    {
        var graph = Graph.Trace([("x", TensorType.Float(2))], inputs =>
            [("same", inputs[0]), ("one", Tensor.Scalar(1f)), ("another", Tensor.Scalar(1f))]);
        graph.Verify();
        var inputs = RandomTensors.For(graph, seed: 1);
        var expected = Ort.Run(Models.Save(graph), inputs);
        var actual = Executors.Cpu(OnnxModel.Load(Models.Save(graph)).Graph, inputs);
        Assert.Equal(["same", "one", "another"], expected.Keys);
        foreach (var (output, tensor) in expected) TensorAssert.Close(tensor, actual[output], 0, 0, output);
    }

    [Fact]
    public void An_output_keeps_its_name_also_where_operators_are_named_like_it()
    {
        var graph = Graph.Trace([("x", TensorType.Float(2, 3))], inputs =>
        {
            var turned = new Transpose([1, 0]).ApplyOne(inputs[0].Relu());
            return [("Relu", new Softmax(0).ApplyOne(turned))];
        });
        Assert.Equal(["Relu"], OnnxModel.Load(Models.Save(graph)).Graph.Outputs.Select(o => o.Name));
    }

    [Fact]
    public void A_file_is_saved_under_its_name_and_nothing_is_left_beside_it()
    {
        var folder = Directory.CreateTempSubdirectory();
        var path = Path.Combine(folder.FullName, "model.onnx");
        File.WriteAllText(path, "what was there before");
        OnnxModel.Save(Models.Dense(), path);
        Assert.Equal(Models.Save(Models.Dense()), File.ReadAllBytes(path));
        Assert.Equal(["model.onnx"], folder.EnumerateFiles().Select(f => f.Name));
        folder.Delete(recursive: true);
    }

    private static string WithoutConstants(Graph graph) =>
        string.Join('\n', graph.Nodes.Select(n => $"{n.Operator} -> {string.Join(',', n.Outputs.Select(o => o.Type))}"));
}
