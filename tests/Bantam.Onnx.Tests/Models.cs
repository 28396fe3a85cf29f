using Bantam.Graphs;
using Bantam.Operators.Convolution;
using Bantam.Operators.Normalization;
using Bantam.Operators.Pooling;
using Bantam.Tensors;

namespace Bantam.Onnx.Tests;

/// <summary>Small models of our own.</summary>
internal static class Models
{
    /// <summary>All of them by name.</summary>
    public static IReadOnlyDictionary<string, Func<Graph>> All { get; } = new Dictionary<string, Func<Graph>>
    {
        ["dense"] = Dense,
        ["convolutional"] = Convolutional,
    };

    /// <summary>Two dense layers and a softmax, for any batch.</summary>
    public static Graph Dense()
    {
        var random = new Random(1);
        var (w1, b1, w2, b2) = (Weight("w1", random, 12, 7), Weight("b1", random, 7), Weight("w2", random, 7, 4), Weight("b2", random, 4));
        return Graph.Trace([("image", TensorType.Float("batch", 12))], inputs =>
        {
            var hidden = (inputs[0].MatMul(w1) + b1).Relu();
            return [("probabilities", (hidden.MatMul(w2) + b2).Softmax())];
        });
    }

    /// <summary>Convolution, normalization, pooling, and a dense layer.</summary>
    public static Graph Convolutional()
    {
        var random = new Random(2);
        var (kernel, bias) = (Weight("conv/kernel", random, 6, 3, 3, 3), Weight("conv/bias", random, 6));
        var (scale, shift) = (Weight("norm/scale", random, 6), Weight("norm/shift", random, 6));
        var mean = new Variable("norm/mean", RandomTensors.Of(TensorType.Float(6), random), isTrainable: false);
        var variance = new Variable("norm/variance", Tensor.From<float>([1, 2, 0.5f, 3, 1, 0.1f]), isTrainable: false);
        var (w, b) = (Weight("dense/w", random, 6, 5), Weight("dense/b", random, 5));
        return Graph.Trace([("image", TensorType.Float(2, 3, 9, 8))], inputs =>
        {
            var x = new Conv(new ConvolutionAttributes([2, 1], [1, 0, 1, 2], [1, 1])).ApplyOne(inputs[0], kernel, bias);
            x = new BatchNormalization(Epsilon: 1e-3f).ApplyOne(x, scale, shift, mean, variance).Relu();
            x = new MaxPool(new PoolAttributes([2, 2], [1, 2], [0, 0, 1, 0])).ApplyOne(x);
            x = new AveragePool(new PoolAttributes([2, 2], [1, 1], [1, 1, 0, 0]), CountIncludePad: true).ApplyOne(x);
            x = new GlobalAveragePool().ApplyOne(x).Flatten();
            return [("scores", x.MatMul(w) + b), ("features", x)];
        });
    }

    /// <summary>A weight of small random numbers.</summary>
    public static Variable Weight(string name, Random random, params int[] shape) =>
        new(name, RandomTensors.Of(TensorType.Float(Shape.Of(shape)), random));

    /// <summary>The bytes of a graph's file.</summary>
    public static byte[] Save(Graph graph)
    {
        var stream = new MemoryStream();
        new OnnxModel(graph).Save(stream);
        return stream.ToArray();
    }
}
