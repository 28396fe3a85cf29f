using Bantam.Execution;
using Bantam.Onnx.Protobuf;
using Bantam.Tensors;
using Google.Protobuf;
using static Bantam.Onnx.Protobuf.AttributeProto.Types;
using static Bantam.Onnx.Protobuf.TensorProto.Types;

namespace Bantam.Onnx.Tests;

/// <summary>Nodes that ask for gradients of the graph that they are in.</summary>
public sealed class GradientNodeTests
{
    [Fact]
    public void The_gradient_of_a_product_with_a_sum_follows_from_the_graph()
    {
        var outputs = Run(
            ["dd_da", "dd_db"], Node("Gradient", ["a", "b"], ["dd_da", "dd_db"], Texts("xs", "a", "b"), Build.Text("y", "d")));
        Assert.Equal(((2 * 3f) + 5, 3f), (outputs["dd_da"].Item<float>(), outputs["dd_db"].Item<float>()));
    }

    [Fact]
    public void Values_in_between_and_other_inputs_may_be_given()
    {
        // d = a · c, where c is an x and a, which is 3, is given as 5.
        var outputs = Run(
            ["dd_dc"], Node("Gradient", ["c", "b"], ["dd_dc"], Texts("xs", "c"), Texts("zs", "a"), Build.Text("y", "d")));
        Assert.Equal(5f, outputs["dd_dc"].Item<float>());
    }

    [Fact]
    public void Gradients_have_gradients()
    {
        var outputs = Run(
            ["second"], Node("Gradient", ["a", "b"], ["first", "unused"], Texts("xs", "a", "b"), Build.Text("y", "d")),
            Node("Gradient", ["a"], ["second"], Texts("xs", "a"), Build.Text("y", "first")));
        Assert.Equal(2f, outputs["second"].Item<float>());
    }

    [Theory]
    [InlineData("e", "which is no input, no initializer, and no output of a node before it")]
    [InlineData("", "attribute 'y' is missing")]
    public void A_value_that_the_graph_lacks_is_an_error(string y, string message)
    {
        var node = Node("Gradient", ["a"], ["g"], y.Length > 0 ? [Texts("xs", "a"), Build.Text("y", y)] : [Texts("xs", "a")]);
        var error = Assert.Throws<ModelFormatException>(() => Run(["g"], node));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    /// <summary>Runs c = a + b, d = a · c, and nodes on them, for a = 3 and b = 5.</summary>
    private static IReadOnlyDictionary<string, Tensor> Run(string[] outputs, params NodeProto[] nodes)
    {
        var model = Build.Model(
            [Build.Value("a", DataType.Float), Build.Value("b", DataType.Float)],
            [.. outputs.Select(o => Build.Value(o, DataType.Float))],
            [Build.Node("Add", "sum", ["a", "b"], ["c"]), Build.Node("Mul", "product", ["a", "c"], ["d"]), .. nodes]);
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "ai.onnx.preview.training", Version = 1 });
        var graph = OnnxModel.Load(model.ToByteArray()).Graph;
        graph.Verify();
        var inputs = new Dictionary<string, Tensor> { ["a"] = Tensor.Scalar(3f), ["b"] = Tensor.Scalar(5f) };
        return new GraphRunner(graph).Run(inputs, TestContext.Current.CancellationToken);
    }

    private static NodeProto Node(string type, string[] inputs, string[] outputs, params AttributeProto[] attributes)
    {
        var node = Build.Node(type, $"{type} {outputs[0]}", inputs, outputs, attributes);
        node.Domain = "ai.onnx.preview.training";
        return node;
    }

    private static AttributeProto Texts(string name, params string[] texts) =>
        new() { Name = name, Type = AttributeType.Strings, Strings = { texts.Select(ByteString.CopyFromUtf8) } };
}
