using Bantam.Tensors;

namespace Bantam.Operators.Convolution;

/// <summary>Convolutions on channels-last tensors: padding is made explicit, groups are taken apart.</summary>
internal static class ChannelsLastConvolution
{
    /// <summary>The convolution of [N, H, W, C] with [kH, kW, C/group, M].</summary>
    public static Tensor Conv(ConvolutionAttributes attributes, Tensor image, Tensor weights)
    {
        if (IsSplit(attributes, image.Shape[3].Size, weights.Shape[3].Size))
        {
            var (perGroup, outputs) = (weights.Shape[2].Size, weights.Shape[3].Size / attributes.Group);
            var whole = attributes with { Group = 1 };
            return Tensor.Concat(3, [.. Enumerable.Range(0, attributes.Group).Select(g => Conv(whole, image.Slice([3], [g * perGroup], [(g + 1) * perGroup]), weights.Slice([3], [g * outputs], [(g + 1) * outputs])))]);
        }

        var padded = Pad(image, attributes.Pads);
        return new Conv(Unpadded(attributes)).ApplyOne(padded, weights);
    }

    /// <summary>
    /// The gradient with respect to the image: the convolution of the output's gradient, spread out by the strides and padded, with
    /// the weights turned by 180° and their input and output channels exchanged.
    /// </summary>
    public static Tensor InputGradient(ConvInputGradient op, Tensor gradient, Tensor weights)
    {
        var attributes = op.Attributes;
        var channels = weights.Shape[2].Size * attributes.Group;
        if (IsSplit(attributes, channels, weights.Shape[3].Size))
        {
            var outputs = weights.Shape[3].Size / attributes.Group;
            var whole = op with { Attributes = attributes with { Group = 1 } };
            return Tensor.Concat(3, [.. Enumerable.Range(0, attributes.Group).Select(g => InputGradient(whole, gradient.Slice([3], [g * outputs], [(g + 1) * outputs]), weights.Slice([3], [g * outputs], [(g + 1) * outputs])))]);
        }

        var (strideY, strideX) = (attributes.Strides[0], attributes.Strides[1]);
        if (strideY > 1 || strideX > 1)
        {
            var (n, h, w, m) = (gradient.Shape[0].Size, gradient.Shape[1].Size, gradient.Shape[2].Size, gradient.Shape[3].Size);
            gradient = gradient.Reshape(n, h, 1, w, 1, m).Pad([0, 0, 0, 0, 0, 0], [0, 0, strideY - 1, 0, strideX - 1, 0]).Reshape(n, h * strideY, w * strideX, m);
        }

        var pads = new int[4];
        for (var axis = 0; axis < 2; axis++)
        {
            var reach = (weights.Shape[axis].Size - 1) * attributes.Dilations[axis];
            pads[axis] = reach - attributes.Pads[axis];
            pads[axis + 2] = op.Size[axis] + reach - gradient.Shape[axis + 1].Size - pads[axis];
        }

        var turned = weights.Slice([0, 1], [-1, -1], [int.MinValue, int.MinValue], [-1, -1]);
        if (attributes.Group == 1) turned = turned.Transpose(0, 1, 3, 2);
        return new Conv(Unpadded(attributes) with { Strides = [1, 1] }).ApplyOne(Pad(gradient, pads), turned);
    }

    /// <summary>The gradient with respect to the weights.</summary>
    public static Tensor WeightGradient(ConvWeightGradient op, Tensor image, Tensor gradient)
    {
        var attributes = op.Attributes;
        var (channels, outputs) = (image.Shape[3].Size, gradient.Shape[3].Size);
        if (IsSplit(attributes, channels, outputs))
        {
            var (perGroup, each) = (channels / attributes.Group, outputs / attributes.Group);
            var whole = op with { Attributes = attributes with { Group = 1 } };
            return Tensor.Concat(3, [.. Enumerable.Range(0, attributes.Group).Select(g => WeightGradient(whole, image.Slice([3], [g * perGroup], [(g + 1) * perGroup]), gradient.Slice([3], [g * each], [(g + 1) * each])))]);
        }

        return new ConvWeightGradient(Unpadded(attributes), op.Kernel).ApplyOne(Pad(image, attributes.Pads), gradient);
    }

    /// <summary>Whether groups are computed one after the other: all but single channels, which have a kernel of their own.</summary>
    private static bool IsSplit(ConvolutionAttributes attributes, int channels, int outputs) =>
        attributes.Group > 1 && !(attributes.Group == channels && channels == outputs);

    private static ConvolutionAttributes Unpadded(ConvolutionAttributes attributes) => attributes with { Pads = [0, 0, 0, 0], ChannelsLast = true };

    private static Tensor Pad(Tensor image, IReadOnlyList<int> pads) =>
        image.Pad([0, pads[0], pads[1], 0], [0, pads[2], pads[3], 0]);
}
