using Bantam.Graphs;
using Bantam.Operators.Convolution;
using Bantam.Operators.Pooling;
using Bantam.Tensors;

namespace Bantam.Bench.Serving;

/// <summary>A convolutional network for any batch, of about two million multiply-adds a sample, and its inputs.</summary>
internal static class ServingNet
{
    /// <summary>The largest batch that is asked for.</summary>
    public const int MostSamples = 8;

    private const int Side = 32, Channels = 3, Classes = 10;

    /// <summary>The network.</summary>
    /// <param name="seed">What its weights are drawn from.</param>
    /// <param name="width">Channels of the first convolution.</param>
    public static Graph Graph(int seed, int width = 16)
    {
        var random = new Random(seed);
        var (first, second) = (Weight(width, Channels, 3, 3), Weight(2 * width, width, 3, 3));
        var dense = Weight(2 * width * Side * Side / 16, Classes);
        var same = ConvolutionAttributes.Plain with { Pads = [1, 1, 1, 1] };
        var halve = new MaxPool(new PoolAttributes([2, 2], [2, 2], [0, 0, 0, 0]));
        return Graphs.Graph.Trace([("image", TensorType.Float("batch", Channels, Side, Side))], inputs =>
        {
            var x = halve.ApplyOne(new Conv(same).ApplyOne(inputs[0], first.Read()).Relu());
            x = halve.ApplyOne(new Conv(same).ApplyOne(x, second.Read()).Relu());
            return [("probabilities", x.Flatten().MatMul(dense).Softmax())];
        });

        Variable Weight(params int[] shape) => new($"weight {string.Join('x', shape)}", Random(random, shape));
    }

    /// <summary>Images that are the same for the same batch.</summary>
    public static Tensor Images(int samples) => Random(new Random(samples), [samples, Channels, Side, Side]);

    private static Tensor Random(Random random, int[] shape)
    {
        var tensor = new Tensor(TensorType.Float([.. shape.Select(s => (Dimension)s)]));
        foreach (ref var element in tensor.Span<float>()) element = (random.NextSingle() - 0.5f) / 4;
        return tensor;
    }
}
