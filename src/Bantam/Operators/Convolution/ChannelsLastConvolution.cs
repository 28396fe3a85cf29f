using Bantam.Tensors;

namespace Bantam.Operators.Convolution;

/// <summary>Convolutions on channels-last tensors, over any number of spatial axes: padding is made explicit.</summary>
internal static class ChannelsLastConvolution
{
    /// <summary>The convolution of [N, spatial…, C] with [window…, C/group, M].</summary>
    public static Tensor Conv(ConvolutionAttributes attributes, Tensor image, Tensor weights) =>
        new Conv(Unpadded(attributes)).ApplyOne(Pad(image, attributes.Pads), weights);

    /// <summary>
    /// The gradient with respect to the image: the convolution of the output's gradient, padded, with the weights turned around along each
    /// axis of the window and each group's input and output channels exchanged. Where windows move by more than one, each place between
    /// two steps has a convolution of its own, with those of the weights that meet it (<see cref="StridedInputGradient"/>).
    /// </summary>
    public static Tensor InputGradient(ConvInputGradient op, Tensor gradient, Tensor weights)
    {
        var (attributes, rank) = (op.Attributes, op.Attributes.Rank);
        var isStrided = attributes.Strides.Any(s => s > 1);
        if (isStrided && StridedInputGradient.Of(op, gradient, weights) is { } strided) return strided;
        gradient = Spread(gradient, attributes.Strides);
        var pads = new int[2 * rank];
        for (var axis = 0; axis < rank; axis++)
        {
            var reach = (weights.Shape[axis].Size - 1) * attributes.Dilations[axis];
            pads[axis] = reach - attributes.Pads[axis];
            pads[axis + rank] = op.Size[axis] + reach - gradient.Shape[axis + 1].Size - pads[axis];
        }

        var turned = Exchange(Turn(weights, rank), attributes.Group);
        return new Conv(Dense(attributes)).ApplyOne(Pad(gradient, pads), turned);
    }

    /// <summary>The gradient with respect to the weights.</summary>
    public static Tensor WeightGradient(ConvWeightGradient op, Tensor image, Tensor gradient) =>
        new ConvWeightGradient(Unpadded(op.Attributes), op.Kernel).ApplyOne(Pad(image, op.Attributes.Pads), gradient);

    /// <summary>Puts zeros behind each pixel, as many along each axis as the stride is longer than 1.</summary>
    public static Tensor Spread(Tensor image, IReadOnlyList<int> strides)
    {
        if (strides.All(s => s == 1)) return image;
        var sizes = image.Shape;
        Dimension[] apart = [sizes[0], .. strides.SelectMany((_, axis) => (Dimension[])[sizes[axis + 1], 1]), sizes[-1]];
        int[] behind = [0, .. strides.SelectMany(stride => (int[])[0, stride - 1]), 0];
        Dimension[] spread = [sizes[0], .. strides.Select((stride, axis) => sizes[axis + 1] * stride), sizes[-1]];
        return image.Reshape(new Shape(apart)).Pad(new int[apart.Length], behind).Reshape(new Shape(spread));
    }

    private static Tensor Turn(Tensor weights, int rank)
    {
        int[] axes = [.. Enumerable.Range(0, rank)], back = [.. axes.Select(_ => -1)];
        return weights.Slice(axes, back, [.. axes.Select(_ => int.MinValue)], back);
    }

    /// <summary>[window…, C/group, M] as [window…, M/group, C].</summary>
    public static Tensor Exchange(Tensor weights, int groups)
    {
        int[] window = weights.Shape.Sizes[..^2];
        var (inputs, outputs, rank) = (weights.Shape[-2].Size, weights.Shape[-1].Size / groups, window.Length);
        int[] order = [.. Enumerable.Range(0, rank), rank + 2, rank + 1, rank];
        var exchanged = LaidOut.Permute(weights.Reshape([.. window, inputs, groups, outputs]), order);
        return exchanged.Reshape([.. window, outputs, groups * inputs]);
    }

    /// <summary>The same without padding, on channels-last images.</summary>
    public static ConvolutionAttributes Unpadded(ConvolutionAttributes attributes) =>
        attributes with { Pads = Ints.From(new int[2 * attributes.Rank]), ChannelsLast = true };

    /// <summary>The same of windows that move by one.</summary>
    public static ConvolutionAttributes Dense(ConvolutionAttributes attributes) =>
        Unpadded(attributes) with { Strides = ConvolutionAttributes.Of(attributes.Rank).Strides };

    /// <summary>An image with zeros around its spatial axes.</summary>
    public static Tensor Pad(Tensor image, IReadOnlyList<int> pads) =>
        image.Pad([0, .. pads.Take(pads.Count / 2), 0], [0, .. pads.Skip(pads.Count / 2), 0]);
}
