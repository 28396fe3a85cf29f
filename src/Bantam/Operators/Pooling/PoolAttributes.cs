using Bantam.Operators.Convolution;
using Bantam.Tensors;

namespace Bantam.Operators.Pooling;

/// <summary>The attributes that pooling over any number of spatial axes shares with its gradients.</summary>
/// <param name="Kernel">The window's size along each axis.</param>
/// <param name="Strides">Steps of the window along each axis.</param>
/// <param name="Pads">Padding around the image: before each axis, then after each.</param>
/// <param name="CeilMode">Whether a last window that hangs over the edge counts.</param>
/// <param name="ChannelsLast">The layout: ONNX' [N, C, spatial…] or, inside plans, [N, spatial…, C].</param>
/// <param name="Dilations">The distances between the window's elements along each axis; null where they are neighbours.</param>
public sealed record PoolAttributes(
    Ints Kernel, Ints Strides, Ints Pads, bool CeilMode = false, bool ChannelsLast = false, Ints? Dilations = null)
{
    /// <summary>How many spatial axes there are.</summary>
    public int Rank => Kernel.Count;

    /// <summary>The order of an image's axes.</summary>
    public ImageLayout Layout => new(Rank, ChannelsLast);

    /// <summary>How many elements a window has.</summary>
    public int Area => Kernel.Aggregate(1, (area, size) => area * size);

    /// <summary>The distance between a window's elements along an axis.</summary>
    public int Dilation(int axis) => Dilations?[axis] ?? 1;

    /// <summary>How many elements of an axis a window reaches over.</summary>
    public int Span(int axis) => ((Kernel[axis] - 1) * Dilation(axis)) + 1;

    /// <summary>Whether every element of an image with these spatial sizes lies in exactly one window.</summary>
    public bool Tiles(IReadOnlyList<int> sizes) =>
        Dilations is null && Strides.Equals(Kernel) && Pads.All(p => p == 0)
        && Enumerable.Range(0, Rank).All(axis => sizes[axis] % Kernel[axis] == 0);

    /// <summary>The type of the output for an image.</summary>
    /// <exception cref="ShapeException">The image has another rank or is smaller than a window.</exception>
    public TensorType Output(TensorType image)
    {
        Layout.Check(image.Shape, "pooling");
        if (Strides.Count != Rank || Pads.Count != 2 * Rank)
            throw new ShapeException($"a window over {Rank} axes has {Rank} strides and {2 * Rank} pads; they are {Strides} and {Pads}.");
        if (Kernel.Concat(Strides).Any(k => k < 1))
            throw new ShapeException($"windows and strides must be 1 or more; they are {Kernel} and {Strides}.");
        if (Dilations is { } dilations && (dilations.Count != Rank || dilations.Any(d => d < 1)))
            throw new ShapeException($"dilations must be {Rank} numbers from 1 on; they are {dilations}.");
        for (var side = 0; side < Pads.Count; side++)
            if (Pads[side] >= Span(side % Rank))
                throw new ShapeException(
                    $"pads must be smaller than the window, or windows see no image at all; they are {Pads}, the window spans "
                    + $"{Ints.From(Enumerable.Range(0, Rank).Select(Span))}.");
        var spatial = Enumerable.Range(0, Rank).Select(axis => OutputSize(axis, image.Shape[Layout.First + axis]));
        return image with { Shape = Layout.Image(image.Shape[0], image.Shape[Layout.Channels], spatial) };
    }

    /// <summary>The same window over an image that is padded already.</summary>
    internal PoolAttributes Unpadded => this with { Pads = Ints.From(new int[Pads.Count]), CeilMode = false };

    /// <summary>The padding behind a spatial axis of an image, with what a last window that hangs over needs.</summary>
    internal int PadAfter(int axis, Shape image)
    {
        var after = Pads[axis + Rank];
        if (!CeilMode) return after;
        var size = image[Layout.First + axis];
        return Math.Max(after, ((OutputSize(axis, size).Size - 1) * Strides[axis]) + Span(axis) - size.Size - Pads[axis]);
    }

    /// <summary>Makes sure that a shape is that of an image after pooling.</summary>
    /// <exception cref="ShapeException">It is not.</exception>
    internal void CheckPooled(TensorType image, Shape given)
    {
        var pooled = Output(image).Shape;
        if (Shape.Differ(pooled, given)) throw new ShapeException($"the image {image.Shape} becomes {pooled}; the gradient is of {given}.");
    }

    /// <summary>The axes of images that windows slide over: batch and channels stay.</summary>
    internal AxisMap AxesOf(IEnumerable<Shape> inputs, Shape output)
    {
        var labels = AxisMap.Labels(output, AxisKind.Windowed);
        (labels[0], labels[ChannelsLast ? ^1 : 1]) = (new AxisLabel(), new AxisLabel());
        return new AxisMap([.. inputs.Select(i => AxisMap.Axes(i, labels))], [AxisMap.Axes(output, labels)]);
    }

    /// <summary>Calls an action with the places of the output's and of the image's element of each pair in one window.</summary>
    internal void ForEach(int[] image, int[] output, Action<int, int> action)
    {
        var (c, first) = (Layout.Channels, Layout.First);
        var (from, to) = (Shape.Of(image).Strides(), Shape.Of(output).Strides());
        WindowAxis[] axes =
        [
            .. Enumerable.Range(0, Rank).Select(i =>
                new WindowAxis(
                    (image[first + i], from[first + i]), (Kernel[i], 0), (output[first + i], to[first + i]),
                    Strides[i], Pads[i], Dilation(i))),
        ];
        for (var b = 0; b < output[0]; b++)
            for (var channel = 0; channel < output[c]; channel++)
                WindowAxis.ForEach(
                    axes, (b * from[0]) + (channel * from[c]), 0, (b * to[0]) + (channel * to[c]), (x, _, y) => action(y, x));
    }

    private Dimension OutputSize(int axis, Dimension size)
    {
        var (stride, room) = (Strides[axis], size + Pads[axis] + Pads[axis + Rank] - Span(axis));
        if ((-room - 1).IsNonNegative)
            throw new ShapeException(
                $"the window must fit the padded image along spatial axis {axis}; it spans {Span(axis)} of {room + Span(axis)}.");
        if (!CeilMode) return (room / stride) + 1;

        // A window that hangs over the edge must begin inside the image or its leading padding.
        return Dimension.Min(((room + stride - 1) / stride) + 1, (size + Pads[axis] + stride - 1) / stride);
    }
}
