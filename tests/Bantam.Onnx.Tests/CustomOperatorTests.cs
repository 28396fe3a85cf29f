using Bantam.Onnx.Protobuf;
using Bantam.Operators;
using Bantam.Tensors;
using Google.Protobuf;
using static Bantam.Onnx.Protobuf.TensorProto.Types;

namespace Bantam.Onnx.Tests;

/// <summary>Operators of other domains are read as what a caller registered for them.</summary>
public sealed class CustomOperatorTests
{
    private const string Domain = "com.example";

    private static readonly CustomOperator Swish = new(Domain, "Swish", node =>
    {
        var x = node.Input(0);
        return x * (x * node.Float("beta", 1)).Sigmoid();
    });

    [Fact]
    public void A_registered_operator_runs_and_is_saved_as_what_it_consists_of()
    {
        var model = Load(Model(2, Node("Swish", "swish", ["x"], ["y"], Build.Float("beta", 2))), Swish);
        Assert.Empty(model.Gaps);
        float[] x = [-1, 0, 0.5f, 3];
        var expected = x.Select(v => v / (1 + MathF.Exp(-2 * v))).ToArray();
        TensorAssert.Close(Tensor.From(expected), new Model(model.Graph).Run(Tensor.From(x)), 1e-5, 1e-6, "Swish");

        var saved = Models.Save(model.Graph);
        Assert.DoesNotContain(Domain, ModelProto.Parser.ParseFrom(saved).OpsetImport.Select(o => o.Domain));
        var given = new Dictionary<string, Tensor> { ["x"] = Tensor.From(x) };
        TensorAssert.Close(Tensor.From(expected), Ort.Run(saved, given)["y"], 1e-5, 1e-6, "Swish, saved");
    }

    [Fact]
    public void The_newest_one_up_to_the_version_of_the_file_is_taken()
    {
        var two = new CustomOperator(Domain, "Scale", node => node.Input(0) * 2f);
        var three = new CustomOperator(Domain, "Scale", node => node.Input(0) * 3f, since: 3);
        foreach (var (version, factor) in ((int, float)[])[(1, 2), (2, 2), (3, 3), (9, 3)])
        {
            var model = Load(Model(version, Node("Scale", "s", ["x"], ["y"])), three, two);
            Assert.Equal([factor, factor, factor, factor], new Model(model.Graph).Run(Tensor.From<float>([1, 1, 1, 1])).ToArray<float>());
        }
    }

    [Fact]
    public void It_takes_the_place_of_an_operator_of_the_standard()
    {
        var relu = new CustomOperator("ai.onnx", "Relu", node => node.Input(0) + 1f);
        var model = Load(Model(1, Build.Node("Relu", "r", ["x"], ["y"])), relu);
        Assert.Equal([1f, 0, 3, 1], new Model(model.Graph).Run(Tensor.From<float>([0, -1, 2, 0])).ToArray<float>());
    }

    [Fact]
    public void All_kinds_of_attributes_and_several_outputs_are_given()
    {
        var seen = new List<object?>();
        var custom = new CustomOperator(Domain, "All", node =>
        {
            node.Ignore("comment");
            seen.AddRange(
            [
                node.Version, node.OutputCount, node.Integer("i", 0), node.Integer("missing", 9), node.Text("s", ""),
                node.Floats("fs")![1], node.Integers("is")![0], node.Texts("none"), node.Tensor("t")!.Item<float>(), node.Has("t"),
                node.Inputs[1],
            ]);
            return [node.Input(0).Relu(), node.Input(2)];
        });
        var call = Node(
            "All", "a", ["x", "", "x"], ["y", "z"], Build.Int("i", 7), Build.Text("s", "word"), Build.Numbers("fs", 1, 2),
            Build.Ints("is", 5), Build.Text("comment", "none"));
        call.Attribute.Add(new AttributeProto
        {
            Name = "t", Type = AttributeProto.Types.AttributeType.Tensor, T = Build.Floats("", [4]),
        });
        Assert.Empty(Load(Model(2, call), custom).Gaps);
        Assert.Equal([2, 2, 7L, 9L, "word", 2f, 5L, null, 4f, true, null], seen);
    }

    [Fact]
    public void What_a_file_does_wrong_is_said_at_the_node()
    {
        Refuses(Node("Swish", "s", [], ["y"]), "model > node 's' (com.example.Swish) > input 0 is missing.");
        Refuses(Node("Swish", "s", ["x"], ["y"], Build.Int("beta", 2)), "attribute 'beta' is Float; the file has Int.");
        Refuses(
            Node("Swish", "s", ["x"], ["y"], Build.Int("gamma", 2)),
            "never asks for the attribute 'gamma'. Where an attribute makes no difference, say node.Ignore(\"gamma\").");
        Refuses(Node("Swish", "s", ["x"], ["y", "z"]), "this operator has 1 outputs; the node names 2.");
        var picky = new CustomOperator(Domain, "Swish", (Func<CustomNode, Tensor>)(node => throw node.Error("x must be sorted.")));
        Refuses(Node("Swish", "s", ["x"], ["y"]), "model > node 's' (com.example.Swish) > x must be sorted.", picky);
        var shapes = new CustomOperator(Domain, "Swish", node => node.Input(0).MatMul(Tensor.Zeros(Shape.Of(3, 3))));
        Refuses(Node("Swish", "s", ["x"], ["y"]), "model > node 's' (com.example.Swish) > ", shapes);

        static void Refuses(NodeProto node, string sentence, CustomOperator? custom = null)
        {
            var error = Assert.Throws<ModelFormatException>(() => Load(Model(2, node), custom ?? Swish));
            Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_an_operator_throws_comes_with_node_and_file()
    {
        var cause = new FormatException("Three is no beta.");
        var throws = new CustomOperator(Domain, "Swish", (Func<CustomNode, Tensor>)(_ => throw cause));
        var error = Assert.Throws<CustomOperatorException>(() => Load(Model(2, Node("Swish", "s", ["x"], ["y"])), throws));
        Assert.Equal(("model", "node 's' (com.example.Swish)", cause), (error.File, error.Node, error.InnerException));
        Assert.Contains("it threw a FormatException: Three is no beta.", error.Message, StringComparison.Ordinal);
        CustomOperator[] nulls =
        [
            new(Domain, "Swish", _ => (Tensor)null!), new(Domain, "Swish", _ => (IReadOnlyList<Tensor>)null!),
        ];
        foreach (var gives in nulls)
        {
            error = Assert.Throws<CustomOperatorException>(() => Load(Model(2, Node("Swish", "s", ["x"], ["y"])), gives));
            Assert.Contains("it gives a tensor for each output; it gave null.", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_is_not_supported_and_what_nobody_registered_are_gaps_with_attributes_and_file()
    {
        var folder = Directory.CreateTempSubdirectory();
        var path = Path.Combine(folder.FullName, "custom.onnx");
        var file = Model(2, Node("Swish", "first", ["x"], ["a"], Build.Float("beta", 2)), Node("Fold", "second", ["a"], ["y"]));
        File.WriteAllBytes(path, file.ToByteArray());
        var swish = new CustomOperator(Domain, "Swish", (Func<CustomNode, Tensor>)(_ => throw new NotSupportedException("Not today.")));
        var model = OnnxModel.Load(path, new OnnxOptions { Operators = [swish] });
        folder.Delete(recursive: true);
        var error = Assert.Throws<UnsupportedOperatorException>(() => new Model(model.Graph));
        Assert.Equal(
            """
            2 nodes of custom.onnx cannot be computed:
            node 'first' (com.example.Swish { beta = 2 }): Not today.
            node 'second' (com.example.Fold): Bantam does not have this operator.
            """.ReplaceLineEndings("\n"),
            error.Message);
        Assert.Equal(["custom.onnx", "custom.onnx"], error.Gaps.Select(g => g.File));
        Assert.Equal("beta = 2", error.Gaps[0].Attributes);
    }

    private static OnnxModel Load(ModelProto model, params CustomOperator[] operators) =>
        OnnxModel.Load(model.ToByteArray(), new OnnxOptions { Operators = operators });

    private static ModelProto Model(int version, params NodeProto[] nodes)
    {
        var model = Build.Model([Build.Value("x", DataType.Float, 4)], [Build.Value("y", DataType.Float, 4)], nodes);
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = Domain, Version = version });
        return model;
    }

    private static NodeProto Node(string type, string name, string[] inputs, string[] outputs, params AttributeProto[] attributes)
    {
        var node = Build.Node(type, name, inputs, outputs, attributes);
        node.Domain = Domain;
        return node;
    }
}
