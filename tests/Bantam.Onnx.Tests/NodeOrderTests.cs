using Bantam.Onnx.Protobuf;
using Bantam.Tensors;
using Google.Protobuf;
using static Bantam.Onnx.Protobuf.AttributeProto.Types;
using static Bantam.Onnx.Protobuf.TensorProto.Types;

namespace Bantam.Onnx.Tests;

/// <summary>Nodes of a file that are not in order are brought into one.</summary>
public sealed class NodeOrderTests
{
    [Fact]
    public void Nodes_before_those_that_they_read_from_are_read_behind_them()
    {
        var model = Chain(
            Build.Node("Sqrt", "last", ["b"], ["y"]),
            Build.Node("Abs", "middle", ["a"], ["b"]),
            Build.Node("Neg", "first", ["x"], ["a"]));
        var graph = OnnxModel.Load(model.ToByteArray()).Graph;
        Assert.Equal(["first", "middle", "last"], graph.Nodes.Select(n => n.Name));
        Assert.Equal([1f, 2f, 3f], Run(model));
    }

    /// <summary>What only a branch reads must be there before the node that has the branch.</summary>
    [Fact]
    public void A_branch_reads_what_lies_around_it_later()
    {
        var branch = new GraphProto
        {
            Name = "branch", Node = { Build.Node("Sqrt", "root", ["late"], ["r"]) }, Output = { Build.Value("r", DataType.Float, 3) },
        };
        var isTrue = new TensorProto { Name = "is_true", DataType = (int)DataType.Bool, Int32Data = { 1 } };
        var branches = new[] { "then_branch", "else_branch" }
            .Select(name => new AttributeProto { Name = name, Type = AttributeType.Graph, G = branch }).ToArray();
        var model = Chain(
            Build.Node("If", "if", ["is_true"], ["y"], branches),
            Build.Node("Abs", "abs", ["x"], ["late"]));
        model.Graph.Initializer.Add(isTrue);
        Assert.Equal([1f, 2f, 3f], Run(model));
    }

    [Fact]
    public void Nodes_that_read_of_each_other_are_refused()
    {
        var model = Chain(Build.Node("Abs", "here", ["b"], ["y"]), Build.Node("Abs", "there", ["y"], ["b"]));
        var error = Assert.Throws<ModelFormatException>(() => OnnxModel.Load(model.ToByteArray()));
        Assert.Contains("no output of a node before it", error.Message, StringComparison.Ordinal);
    }

    private static ModelProto Chain(params NodeProto[] nodes) =>
        Build.Model([Build.Value("x", DataType.Float, 3)], [Build.Value("y", DataType.Float, 3)], nodes);

    private static float[] Run(ModelProto model) =>
        Model.Load(model.ToByteArray()).Run(Tensor.From<float>([1f, -4f, 9f], Shape.Of(3))).ToArray<float>();
}
