using Bantam.Graphs;
using Bantam.Operators.Convolution;
using Bantam.Operators.Movement;
using Bantam.Operators.Normalization;
using Bantam.Operators.Pooling;
using Bantam.Operators.Randomness;
using Bantam.Tensors;
using Bantam.Transforms;
using Random = Bantam.Tests.Lowering.Tensors;

namespace Bantam.Tests.Transforms;

/// <summary>Where samples of a batch meet is found from what operators say of their axes.</summary>
public sealed class SampleMixingTests
{
    private static readonly Dictionary<string, Func<Tensor, Tensor>> Apart = new()
    {
        ["a dense network"] = x => (x.Reshape(0, -1).MatMul(Random.Random([48, 5], 1)) + Random.Random([5], 2)).Relu().Softmax(),
        ["a convolution, pooled and flattened"] = x => new MaxPool(new PoolAttributes([2, 2], [2, 2], [0, 0, 0, 0])).ApplyOne(
            new Conv(ConvolutionAttributes.Plain with { Pads = [1, 1, 1, 1] }).ApplyOne(x, Random.Random([4, 3, 3, 3], 1))).Flatten(),
        ["batch normalization with its running values"] = x => Normalized(x, training: false),
        ["a mean over channels"] = x => x - x.ReduceMean([1], keepDimensions: true),
        ["a batch that is merged with an axis and parted again"] = x =>
            x.Reshape(-1, 16).MatMul(Random.Random([16, 16], 1)).Reshape(-1, 3, 4, 4),
        ["channels that are cut, padded and put together"] = x =>
            Tensor.Concat(1, x.Slice([1], [1], [3]), x.Pad([0, 1, 0, 0], [0, 0, 0, 0])),
        ["zeros of the batch's size"] = x => x + new Expand().ApplyOne(Tensor.Scalar(0f), x.ShapeOf()),
        ["an order of axes in between"] = x => (x.Transpose(1, 2, 3, 0) * 2f).Transpose(3, 0, 1, 2),
    };

    private static readonly Dictionary<string, (Func<Tensor, Tensor> Net, string Where)> Mixing = new()
    {
        ["a mean over the batch"] = (x => x - x.ReduceMean([0], keepDimensions: true), "node 'ReduceMean' (ReduceMean)"),
        ["a softmax over the batch"] = (x => x.Softmax(0), "node 'Softmax' (Softmax)"),
        ["batch normalization in training"] = (x => Normalized(x, training: true), "node 'BatchNormalization' (BatchNormalization)"),
        ["products of samples with each other"] = (x => x.Flatten().MatMul(x.Flatten().TransposeLast()), "node 'MatMul' (MatMul)"),
        ["the first sample for all"] = (x => x + x.Gather(Tensor.From<long>([0], 1)), "node 'Gather' (Gather)"),
        ["samples behind channels"] = (x => x.Transpose(1, 0, 2, 3), "output 'y'"),
        ["noise of the batch's size"] = (x => x + new RandomNormalLike(0, 1).ApplyOne(x), "node 'Add' (Add)"),
        ["one loss of all"] = (x => x.ReduceSum(), "node 'ReduceSum' (ReduceSum)"),
    };

    public static TheoryData<string> Separate => [.. Apart.Keys];

    public static TheoryData<string> Together => [.. Mixing.Keys];

    [Theory]
    [MemberData(nameof(Separate))]
    public void Samples_that_stay_apart_are_seen_to(string name) => Assert.Null(Find(Apart[name]));

    [Theory]
    [MemberData(nameof(Together))]
    public void Where_samples_meet_is_named(string name) => Assert.Equal(Mixing[name].Where, Find(Mixing[name].Net));

    [Fact]
    public void A_graph_that_takes_one_sample_only_has_none_to_mix() =>
        Assert.Null(Find(x => x.Reshape(1, 48).MatMul(Random.Random([48, 5], 1))));

    private static string? Find(Func<Tensor, Tensor> net)
    {
        var graph = Graph.Trace([("x", TensorType.Float("batch", 3, 4, 4))], inputs => [("y", net(inputs[0]))]);
        return SampleMixing.Find(graph, "batch", new Dictionary<string, int>());
    }

    private static Tensor Normalized(Tensor x, bool training) => new BatchNormalization(TrainingMode: training)
        .Apply(x, Random.Random([3], 1), Random.Random([3], 2), Random.Random([3], 3), Random.Random([3], 4, low: 0.5f))[0];
}
