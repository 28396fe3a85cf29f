using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Operators.Movement;
using Bantam.Operators.Pooling;
using Bantam.Tensors;
using Bantam.Transforms;
using Random = Bantam.Tests.Lowering.Tensors;

namespace Bantam.Tests.Transforms;

/// <summary>What layers write on [batch, height, width, channels] becomes a graph on [batch, channels, height, width].</summary>
public sealed class ChannelsFirstTests
{
    private static readonly Dictionary<string, Func<Tensor, Tensor>> Nets = new()
    {
        ["activations"] = x => Conv(Conv(Conv(Conv(x, "a", 4).HardSwish(), "b", 4).Clip(0f, 6f), "c", 4).LeakyRelu(), "d", 2),
        ["residual"] = x =>
        {
            var y = Conv(x, "a", 4);
            return Conv(y + (y * Conv(y.ReduceMean([1, 2], keepDimensions: true), "gate", 4).Sigmoid()), "b", 4);
        },
        ["margins"] = x => Conv(Tensor.Concat(3, Conv(x, "a", 3), x).Pad([0, 1, 0, 0], [0, 0, 2, 0]).Slice([1, 2], [1, 0], [7, 8]), "b", 2),
        ["shuffle"] = x =>
        {
            var halves = Conv(x, "a", 8).Split(3, 4, 4);
            var both = Tensor.Concat(3, halves[0], Conv(halves[1], "b", 4).Relu());
            return Conv(both.Reshape(0, 8, 8, 2, 4).Transpose(0, 1, 2, 4, 3).Reshape(0, 8, 8, 8), "c", 2);
        },
        ["tokens"] = x =>
        {
            var tokens = Conv(x, "a", 6).Reshape(0, 64, 6);
            var first = ImageNets.Weights("token", 1, 1, 6).Expand(new Shape(x.Shape[0], 1, 6));
            var all = Tensor.Concat(1, first, tokens).MatMul(ImageNets.Weights("dense", 6, 6));
            var heads = all.Reshape(0, 65, 2, 3).Transpose(0, 2, 1, 3);
            return all + heads.Relu().Transpose(0, 2, 1, 3).Reshape(0, 65, 6);
        },
        ["pooled"] = x => Image(new MaxPool(new PoolAttributes([2, 2], [2, 2], [0, 0, 0, 0])), Conv(x, "a", 5)).ReduceMax([1, 2]),
    };

    /// <summary>Nets, and the transposes that are left: those of the image and of the result, and what a net has of its own.</summary>
    public static TheoryData<string, int, int> Transposes => new()
    {
        { "activations", 2, 0 }, { "residual", 2, 0 }, { "margins", 2, 0 }, { "shuffle", 3, 1 }, { "tokens", 2, 1 }, { "pooled", 1, 0 },
    };

    [Theory, MemberData(nameof(Transposes))]
    public void Nothing_is_transposed_between_operators_on_images(string name, int alone, int withImages)
    {
        var graph = Net(name);
        Assert.True(Count(graph) > alone);
        Assert.Equal(alone, Count(ChannelsFirst.Apply(graph)));
        Assert.Equal(withImages, Count(ChannelsFirst.Apply(graph, images: true)));
    }

    [Theory, MemberData(nameof(Transposes))]
    public void A_graph_computes_what_it_did(string name, int alone, int withImages)
    {
        Assert.True(alone >= withImages);
        var graph = Net(name);
        var image = Random.Random([2, 8, 8, 3], 4);
        var expected = Run(graph, image);
        Random.AssertClose(expected.Span<float>(), Run(ChannelsFirst.Apply(graph), image).Bytes, 1e-5, name);
        var swapped = ChannelsFirst.Apply(graph, images: true);
        swapped.Verify();
        Assert.Equal("x: Float[batch,3,8,8]", swapped.Inputs[0].ToString());
        var output = Run(swapped, image.Transpose(0, 3, 1, 2));
        Random.AssertClose(
            expected.Span<float>(), (output.Shape.Rank == 4 ? output.Transpose(0, 2, 3, 1) : output).Bytes, 1e-5, name);
    }

    [Fact]
    public void Updates_of_variables_are_kept()
    {
        var mean = new Variable("mean", Random.Random([3], 1));
        var graph = Graph.Trace([("x", TensorType.Float("batch", 8, 8, 3))], inputs =>
        {
            GraphBuilder.Current!.Update(mean, inputs[0].ReduceMean([0, 1, 2]));
            return [("y", Conv(inputs[0], "a", 2))];
        });
        var (variable, value) = Assert.Single(ChannelsFirst.Apply(graph, images: true).Updates);
        Assert.Same(mean, variable);
        Assert.Equal("Float[3]", value.Type.ToString());
    }

    private static Graph Net(string name) =>
        Graph.Trace([("x", TensorType.Float("batch", 8, 8, 3))], inputs => [("y", Nets[name](inputs[0]))]);

    /// <summary>A convolution, as a layer writes it.</summary>
    private static Tensor Conv(Tensor x, string name, int outputs) =>
        ImageNets.Conv(x.Transpose(0, 3, 1, 2), name, outputs, 1).Transpose(0, 2, 3, 1);

    private static Tensor Image(MaxPool op, Tensor x) => op.ApplyOne(x.Transpose(0, 3, 1, 2)).Transpose(0, 2, 3, 1);

    private static int Count(Graph graph) => graph.Nodes.Count(n => n.Operator is Transpose);

    private static Tensor Run(Graph graph, Tensor image)
    {
        var bound = graph.Bind(new Dictionary<string, int> { ["batch"] = 2 });
        return ReferenceExecutor.Run(bound, new Dictionary<string, Tensor> { ["x"] = image })["y"];
    }
}
