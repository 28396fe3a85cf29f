using Bantam.Graphs;
using Bantam.Operators.Convolution;
using Bantam.Operators.Normalization;
using Bantam.Operators.Reduction;
using Bantam.Tensors;
using Random = Bantam.Tests.Lowering.Tensors;

namespace Bantam.Tests.Transforms;

/// <summary>Parts of well-known networks on [N, C, H, W], with random weights.</summary>
internal static class ImageNets
{
    /// <summary>Two fire modules (Iandola and others 2016): a narrow convolution, then two wide ones side by side.</summary>
    public static Graph Fire() => Trace([1, 16, 12, 12], x => Fire(Fire(x, "fire0", 4, 8), "fire1", 4, 8));

    /// <summary>A unit of ShuffleNetV2 (Ma and others 2018): half of the channels pass by, then both halves are interleaved.</summary>
    public static Graph Shuffle() => Trace([1, 3, 12, 12], x =>
    {
        x = Conv(x, "stem", 16, 3).Relu();
        var halves = x.Split(1, 8, 8);
        var y = Conv(halves[1], "narrow", 8, 1).Relu();
        y = Conv(Conv(y, "depthwise", 8, 3, group: 8), "wide", 8, 1).Relu();
        return Conv(Shuffled(Tensor.Concat(1, halves[0], y), 2), "head", 8, 1);
    });

    /// <summary>An inverted residual block of MobileNetV2 (Sandler and others 2018) between two convolutions.</summary>
    public static Graph InvertedResidual() => Trace([1, 3, 10, 10], x =>
    {
        x = Conv(x, "stem", 8, 3);
        var y = Normalized(Conv(x, "expand", 24, 1), "normal").Relu();
        y = Conv(Conv(y, "depthwise", 24, 3, group: 24).Relu(), "project", 8, 1);
        return Conv(x + y, "head", 5, 1);
    });

    /// <summary>Two convolutions, their channels one after the other, flattened and multiplied.</summary>
    public static Graph ConcatDense() => Trace([2, 3, 6, 6], x =>
    {
        var both = Tensor.Concat(1, Conv(x, "left", 4, 3).Relu(), Conv(x, "right", 6, 1));
        return both.Flatten().MatMul(Weights("dense", 10 * 36, 7)) + Weights("bias", 7);
    });

    /// <summary>What detectors have between convolutions: padding, cropping, a softmax over the channels, and boxes in rows.</summary>
    public static Graph Detector() => Trace([1, 3, 8, 8], x =>
    {
        x = Conv(x, "stem", 8, 1).Pad([0, 0, 1, 1], [0, 0, 1, 1]).Slice([1, 3], [2, 1], [8, 9]);
        var weights = Conv(x, "attention", 6, 1).Softmax(1);
        var best = new ArgMax(1, KeepDimensions: true).ApplyOne(x).Cast(ElementType.Float);
        var boxes = Conv((x * weights) + best, "boxes", 4, 1).Reshape(1, 4, 80).Transpose(0, 2, 1);
        return boxes.Gather(Tensor.From<long>([0, 3], 2), axis: 2).Squeeze(0);
    });

    public static Tensor Conv(Tensor x, string name, int outputs, int kernel, int group = 1) =>
        new Conv(new ConvolutionAttributes([1, 1], [kernel / 2, kernel / 2, kernel / 2, kernel / 2], [1, 1], group))
            .ApplyOne(x, Weights(name, outputs, x.Shape[1].Size / group, kernel, kernel));

    public static Tensor Normalized(Tensor x, string name)
    {
        Tensor[] perChannel = [.. Enumerable.Range(0, 4).Select(i => Weights($"{name}{i}", x.Shape[1].Size))];
        return new BatchNormalization().ApplyOne([x, .. perChannel]);
    }

    public static Tensor Weights(string name, params int[] shape) => new Variable(name, Random.Random(shape, name.Length, low: 0.1f));

    public static Graph Trace(int[] image, Func<Tensor, Tensor> net) =>
        Graph.Trace([("x", TensorType.Float([.. image.Select(d => (Dimension)d)]))], inputs => [("y", net(inputs[0]))]);

    private static Tensor Fire(Tensor x, string name, int narrow, int wide)
    {
        x = Conv(x, name + "/squeeze", narrow, 1).Relu();
        return Tensor.Concat(1, Conv(x, name + "/expand1", wide, 1).Relu(), Conv(x, name + "/expand3", wide, 3).Relu());
    }

    private static Tensor Shuffled(Tensor x, int groups)
    {
        var (n, c, h, w) = (x.Shape[0].Size, x.Shape[1].Size, x.Shape[2].Size, x.Shape[3].Size);
        return x.Reshape(n, groups, c / groups, h, w).Transpose(0, 2, 1, 3, 4).Reshape(n, c, h, w);
    }
}
