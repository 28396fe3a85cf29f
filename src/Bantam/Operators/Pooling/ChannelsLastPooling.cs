using Bantam.Tensors;

namespace Bantam.Operators.Pooling;

/// <summary>Pooling of channels-last tensors: padding is made explicit.</summary>
internal static class ChannelsLastPooling
{
    /// <summary>The largest element of each window; padding never is.</summary>
    public static Tensor Max(PoolAttributes attributes, Tensor image)
    {
        var (pads, unpadded) = Unpadded(attributes, image.Shape[1].Size, image.Shape[2].Size);
        return new MaxPool(unpadded).ApplyOne(Pad(image, pads, Lowest(image.Element)));
    }

    /// <summary>The gradient of <see cref="Max"/>.</summary>
    public static Tensor MaxGradient(PoolAttributes attributes, Tensor image, Tensor pooled, Tensor gradient)
    {
        var (pads, unpadded) = Unpadded(attributes, image.Shape[1].Size, image.Shape[2].Size);
        return Pad(new MaxPoolGradient(unpadded).ApplyOne(Pad(image, pads, Lowest(image.Element)), pooled, gradient), [.. pads.Select(p => -p)], 0f);
    }

    /// <summary>The mean of each window; where padding does not count, the sum is divided by what does.</summary>
    public static Tensor Average(AveragePool pool, Tensor image)
    {
        var (pads, unpadded) = Unpadded(pool.Attributes, image.Shape[1].Size, image.Shape[2].Size);
        var mean = new AveragePool(unpadded).ApplyOne(Pad(image, pads, 0f));
        return Correction(pool, image.Shape[1].Size, image.Shape[2].Size) is { } correction ? mean * correction : mean;
    }

    /// <summary>The gradient of <see cref="Average"/>.</summary>
    public static Tensor AverageGradient(AveragePoolGradient op, Tensor gradient)
    {
        var (height, width) = (op.Size[0], op.Size[1]);
        var (pads, unpadded) = Unpadded(op.Pool.Attributes, height, width);
        if (Correction(op.Pool, height, width) is { } correction) gradient *= correction;
        var whole = new AveragePoolGradient(new AveragePool(unpadded), [height + pads[0] + pads[2], width + pads[1] + pads[3]]);
        return Pad(whole.ApplyOne(gradient), [.. pads.Select(p => -p)], 0f);
    }

    /// <summary>The padding, with what a last window that hangs over needs, and the attributes without it.</summary>
    private static (int[] Pads, PoolAttributes Unpadded) Unpadded(PoolAttributes attributes, int height, int width)
    {
        var output = (attributes with { ChannelsLast = true }).Output(new TensorType(ElementType.Float, Shape.Of(1, height, width, 1))).Shape;
        int[] pads = [.. attributes.Pads];
        pads[2] = Math.Max(pads[2], ((output[1].Size - 1) * attributes.Strides[0]) + attributes.Kernel[0] - height - pads[0]);
        pads[3] = Math.Max(pads[3], ((output[2].Size - 1) * attributes.Strides[1]) + attributes.Kernel[1] - width - pads[1]);
        return (pads, attributes with { Pads = [0, 0, 0, 0], CeilMode = false, ChannelsLast = true });
    }

    /// <summary>The window's area over the number of elements that count, for each window; null where that is 1 everywhere.</summary>
    private static Tensor? Correction(AveragePool pool, int height, int width)
    {
        var scales = (pool with { Attributes = pool.Attributes with { ChannelsLast = true } }).Scales(Shape.Of(1, height, width, 1));
        var area = pool.Attributes.Kernel[0] * pool.Attributes.Kernel[1];
        float[] factors = [.. scales.Cast<double>().Select(s => (float)(s * area))];
        return factors.All(f => f == 1f) ? null : Tensor.From<float>(factors, Shape.Of(1, scales.GetLength(0), scales.GetLength(1), 1));
    }

    /// <summary>What is never larger than an element.</summary>
    private static Tensor Lowest(ElementType element) => element.IsFloating()
        ? Tensor.Scalar(double.NegativeInfinity).Cast(element)
        : Tensor.Scalar((long)element.Info().Least).Cast(element);

    private static Tensor Pad(Tensor image, int[] pads, Tensor value) =>
        image.Pad([0, pads[0], pads[1], 0], [0, pads[2], pads[3], 0], value: value.Cast(image.Element));
}
