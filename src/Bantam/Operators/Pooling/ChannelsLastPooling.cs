using Bantam.Tensors;

namespace Bantam.Operators.Pooling;

/// <summary>Pooling of channels-last tensors, over any number of spatial axes: padding is made explicit.</summary>
internal static class ChannelsLastPooling
{
    /// <summary>The largest element of each window; padding never is.</summary>
    public static Tensor Max(PoolAttributes attributes, Tensor image)
    {
        var (pads, unpadded) = Unpadded(attributes, () => Spatial(image));
        return new MaxPool(unpadded).ApplyOne(Pad(image, pads, Lowest(image.Element)));
    }

    /// <summary>The gradient of <see cref="Max"/>.</summary>
    public static Tensor MaxGradient(PoolAttributes attributes, Tensor image, Tensor pooled, Tensor gradient)
    {
        var (pads, unpadded) = Unpadded(attributes, () => Spatial(image));
        var padded = Pad(image, pads, Lowest(image.Element));
        return Pad(new MaxPoolGradient(unpadded).ApplyOne(padded, pooled, gradient), [.. pads.Select(p => -p)], 0f);
    }

    /// <summary>The mean of each window; where padding does not count, the sum is divided by what does.</summary>
    public static Tensor Average(AveragePool pool, Tensor image)
    {
        var (pads, unpadded) = Unpadded(pool.Attributes, () => Spatial(image));
        var mean = new AveragePool(unpadded).ApplyOne(Pad(image, pads, 0f));
        return Correction(pool, () => Spatial(image)) is { } correction ? mean * correction.Cast(mean.Element) : mean;
    }

    /// <summary>The gradient of <see cref="Average"/>.</summary>
    public static Tensor AverageGradient(AveragePoolGradient op, Tensor gradient)
    {
        var (pads, unpadded) = Unpadded(op.Pool.Attributes, () => op.Size);
        if (Correction(op.Pool, () => op.Size) is { } correction) gradient *= correction.Cast(gradient.Element);
        var rank = op.Size.Count;
        var padded = Ints.From(op.Size.Select((size, axis) => size + pads[axis] + pads[axis + rank]));
        var whole = new AveragePoolGradient(new AveragePool(unpadded), padded);
        return Pad(whole.ApplyOne(gradient), [.. pads.Select(p => -p)], 0f);
    }

    private static Ints Spatial(Tensor image) => Ints.From(image.Shape.Skip(1).SkipLast(1).Select(d => d.Size));

    /// <summary>The padding, with what a last window that hangs over needs, and the attributes without it.</summary>
    private static (int[] Pads, PoolAttributes Unpadded) Unpadded(PoolAttributes attributes, Func<Ints> image)
    {
        int[] pads = [.. attributes.Pads];
        if (attributes.CeilMode)
        {
            var shape = Shape.Of([1, 1, .. image()]);
            for (var axis = 0; axis < attributes.Rank; axis++) pads[axis + attributes.Rank] = attributes.PadAfter(axis, shape);
        }

        return (pads, attributes.Unpadded with { ChannelsLast = true });
    }

    /// <summary>The window's area over the number of elements that count, for each window; null where that is 1 everywhere.</summary>
    private static Tensor? Correction(AveragePool pool, Func<Ints> image)
    {
        if (!pool.Attributes.CeilMode && pool.Attributes.Pads.All(p => p == 0)) return null;
        var sizes = image();
        var share = (pool with { Attributes = pool.Attributes with { ChannelsLast = true } }).Shares(Shape.Of([1, .. sizes, 1]));
        var factors = new Tensor(new TensorType(ElementType.Float, Output(pool.Attributes, sizes)));
        var (indices, strides) = (new int[sizes.Count + 2], factors.Shape.Strides());
        var elements = factors.Span<float>();
        for (var i = 0; i < elements.Length; i++)
        {
            for (var axis = 0; axis < indices.Length; axis++) indices[axis] = i / strides[axis] % factors.Shape[axis].Size;
            elements[i] = (float)(share(indices) * pool.Attributes.Area);
        }

        return elements.IndexOfAnyExcept(1f) < 0 ? null : factors;
    }

    private static Shape Output(PoolAttributes attributes, Ints sizes) =>
        (attributes with { ChannelsLast = true }).Output(new TensorType(ElementType.Float, Shape.Of([1, .. sizes, 1]))).Shape;

    /// <summary>What is never larger than an element.</summary>
    private static Tensor Lowest(ElementType element) => element.IsFloating()
        ? Tensor.Scalar(double.NegativeInfinity).Cast(element)
        : Tensor.Scalar((long)element.Info().Least).Cast(element);

    private static Tensor Pad(Tensor image, int[] pads, Tensor value) =>
        image.Pad([0, .. pads.Take(pads.Length / 2), 0], [0, .. pads.Skip(pads.Length / 2), 0], value: value.Cast(image.Element));
}
