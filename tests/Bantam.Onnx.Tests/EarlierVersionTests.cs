using Bantam.Onnx.Protobuf;
using Bantam.Tensors;
using Google.Protobuf;
using static Bantam.Onnx.Protobuf.TensorProto.Types;

namespace Bantam.Onnx.Tests;

/// <summary>Files that speak earlier versions of the standard mean what ONNX Runtime takes them to mean.</summary>
public sealed class EarlierVersionTests
{
    public static TheoryData<string> Names => [.. Cases.Keys];

    private static Dictionary<string, (int Opset, long[][] Inputs, AttributeProto[] Attributes)> Cases { get; } = new()
    {
        ["Squeeze"] = (11, [[2, 1, 3, 1]], [Build.Ints("axes", 1, -1)]),
        ["Unsqueeze"] = (11, [[2, 3]], [Build.Ints("axes", 0, 3)]),
        ["ReduceSum"] = (11, [[2, 3, 4]], [Build.Ints("axes", 1), Build.Int("keepdims", 0)]),
        ["ReduceMean"] = (13, [[2, 3, 4]], [Build.Ints("axes", 0, 2)]),
        ["ReduceMax"] = (12, [[2, 3, 4]], []),
        ["Softmax"] = (11, [[2, 3, 4]], [Build.Int("axis", 1)]),
        ["LogSoftmax"] = (11, [[2, 3, 4]], []),
        ["BatchNormalization"] = (8, [[2, 3, 4, 4], [3], [3], [3], [3]], [Build.Float("epsilon", 5)]),
        ["Slice"] = (9, [[4, 5, 6]], [Build.Ints("starts", 1, -3), Build.Ints("ends", 3, long.MaxValue), Build.Ints("axes", 0, 2)]),
        ["Pad"] = (10, [[2, 3]], [Build.Ints("pads", 1, 0, 0, 2), Build.Float("value", 4)]),
        ["Clip"] = (10, [[2, 3]], [Build.Float("max", 0.5f)]),
        ["Dropout"] = (11, [[2, 3]], [Build.Float("ratio", 0.5f)]),
        ["ReduceLogSumExp"] = (11, [[2, 3, 4]], [Build.Ints("axes", -1)]),
        ["ArgMax"] = (11, [[2, 3, 4]], [Build.Int("axis", 1)]),
        ["Gemm"] = (9, [[2, 3], [3, 4], [4]], [Build.Float("beta", 2)]),
        ["GlobalMaxPool"] = (1, [[2, 3, 4, 4]], []),
        ["Conv"] = (10, [[2, 3, 12], [4, 3, 3]], [Build.Text("auto_pad", "SAME_LOWER"), Build.Ints("strides", 2)]),
        ["MaxPool"] =
            (11, [[1, 2, 7, 6]], [Build.Text("auto_pad", "SAME_UPPER"), Build.Ints("kernel_shape", 3, 2), Build.Ints("strides", 2, 2)]),
        ["AveragePool"] = (10, [[1, 2, 7, 6]],
        [
            Build.Ints("kernel_shape", 3, 2), Build.Ints("strides", 2, 2), Build.Int("ceil_mode", 1), Build.Ints("pads", 1, 0, 1, 1),
        ]),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void An_operator_of_an_earlier_version_means_the_same(string name)
    {
        var (opset, shapes, attributes) = Cases[name];
        var names = shapes.Select((_, i) => $"x{i}").ToArray();
        var values = shapes.Select((shape, i) => Build.Value(names[i], DataType.Float, shape)).ToArray();
        var result = Build.Value("y", name == "ArgMax" ? DataType.Int64 : DataType.Float);
        result.Type.TensorType.Shape = null;
        var model = Build.Model(opset, values, [result], Build.Node(name, "node", names, ["y"], attributes));
        var bytes = model.ToByteArray();
        var graph = OnnxModel.Load(bytes).Graph;
        graph.Verify();
        var inputs = RandomTensors.For(graph, seed: 3);

        // Variances are positive.
        foreach (ref var x in inputs.Values.Last().Span<float>()) x = Math.Abs(x);
        TensorAssert.Close(Ort.Run(bytes, inputs)["y"], Executors.Cpu(graph, inputs)["y"], 1e-4, 1e-6, name);
    }

    [Theory]
    [InlineData("Add", 1)]
    [InlineData("Mul", 0)]
    [InlineData("Div", null)]
    public void Operands_of_the_first_versions_are_aligned_where_they_say(string name, int? axis)
    {
        // ONNX Runtime has only versions from 7 on; the rule is that of the standard's changelog.
        var right = axis switch { null => new long[] { 4 }, 0 => [2, 3], _ => [3] };
        AttributeProto[] attributes = axis is { } a ? [Build.Int("broadcast", 1), Build.Int("axis", a)] : [Build.Int("broadcast", 1)];
        var old = Build.Model(
            6,
            [Build.Value("x", DataType.Float, 2, 3, 4), Build.Value("y", DataType.Float, right)],
            [Build.Value("z", DataType.Float, 2, 3, 4)],
            Build.Node(name, "node", ["x", "y"], ["z"], attributes));
        var graph = OnnxModel.Load(old.ToByteArray()).Graph;
        var inputs = RandomTensors.For(graph, seed: 8);
        var result = Executors.Cpu(graph, inputs)["z"].ToArray<float>();
        var (x, y) = (inputs["x"].ToArray<float>(), inputs["y"].ToArray<float>());
        for (var i = 0; i < x.Length; i++)
        {
            var operand = y[axis switch { null => i % 4, 0 => i / 4, _ => i / 4 % 3 }];
            Assert.Equal(name switch { "Add" => x[i] + operand, "Mul" => x[i] * operand, _ => x[i] / operand }, result[i], 1e-5f);
        }
    }

    [Fact]
    public void The_shape_of_the_first_Reshape_is_an_attribute()
    {
        var reshape = Build.Node("Reshape", "r", ["x"], ["y"], Build.Ints("shape", 3, -1));
        var model = Build.Model(1, [Build.Value("x", DataType.Float, 2, 6)], [Build.Value("y", DataType.Float, 3, 4)], reshape);
        Assert.Equal("Float[3,4]", OnnxModel.Load(model.ToByteArray()).Graph.Outputs[0].Type.ToString());
    }

    [Fact]
    public void Weights_of_the_first_format_versions_stand_among_the_inputs()
    {
        var model = Build.Model(
            9,
            [Build.Value("x", DataType.Float, 1, 2), Build.Value("w", DataType.Float, 2, 2)],
            [Build.Value("y", DataType.Float, 1, 2)],
            Build.Node("MatMul", "m", ["x", "w"], ["y"]));
        model.Graph.Initializer.Add(Build.Floats("w", [1, 2, 3, 4], 2, 2));
        var graph = OnnxModel.Load(model.ToByteArray()).Graph;
        Assert.Equal("x", Assert.Single(graph.Inputs).Name);
        Assert.Equal("w", Assert.Single(graph.Variables).Name);
    }
}
