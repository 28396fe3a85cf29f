using Bantam.Tensors;

namespace Bantam.Operators.Pooling;

/// <summary>The attributes that 2-D pooling operators and their gradients share.</summary>
/// <param name="Kernel">Height and width of the window.</param>
/// <param name="Strides">Steps of the window along height and width.</param>
/// <param name="Pads">Padding around the image: top, left, bottom, right.</param>
/// <param name="CeilMode">Whether a last window that hangs over the edge counts.</param>
/// <param name="ChannelsLast">The layout: ONNX' [N, C, H, W] or, inside plans, [N, H, W, C].</param>
public sealed record PoolAttributes(Ints Kernel, Ints Strides, Ints Pads, bool CeilMode = false, bool ChannelsLast = false)
{
    /// <summary>The axes of an image that are batch, channels, height and width.</summary>
    public (int N, int C, int H, int W) Axes => ChannelsLast ? (0, 3, 1, 2) : (0, 1, 2, 3);

    /// <summary>Whether every image element lies in exactly one window.</summary>
    public bool Tiles(int height, int width) =>
        Strides.Equals(Kernel) && Pads.All(p => p == 0) && height % Kernel[0] == 0 && width % Kernel[1] == 0;

    /// <summary>The type of the output for an image.</summary>
    /// <exception cref="ShapeException">The image is not of rank 4 or smaller than a window.</exception>
    public TensorType Output(TensorType image)
    {
        if (image.Shape.Rank != 4) throw new ShapeException($"2-D pooling takes images of rank 4; this one is {image.Shape}.");
        if (Kernel.Concat(Strides).Any(k => k < 1)) throw new ShapeException($"windows and strides must be 1 or more; they are {Kernel} and {Strides}.");
        for (var side = 0; side < Pads.Count; side++)
            if (Pads[side] >= Kernel[side % 2])
                throw new ShapeException($"pads must be smaller than the window, or windows see no image at all; they are {Pads}, the window is {Kernel}.");
        var (n, c, h, w) = Axes;
        var (oh, ow) = (OutputSize(0, image.Shape[h]), OutputSize(1, image.Shape[w]));
        return image with { Shape = ChannelsLast ? new Shape(image.Shape[n], oh, ow, image.Shape[c]) : new Shape(image.Shape[n], image.Shape[c], oh, ow) };
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
        var (n, c, h, w) = Axes;
        var (from, to) = (Shape.Of(image).Strides(), Shape.Of(output).Strides());
        for (var b = 0; b < output[n]; b++)
            for (var channel = 0; channel < output[c]; channel++)
                for (var y = 0; y < output[h]; y++)
                    for (var x = 0; x < output[w]; x++)
                        for (var ky = 0; ky < Kernel[0]; ky++)
                            for (var kx = 0; kx < Kernel[1]; kx++)
                            {
                                var (sourceY, sourceX) = ((y * Strides[0]) - Pads[0] + ky, (x * Strides[1]) - Pads[1] + kx);
                                if (sourceY < 0 || sourceY >= image[h] || sourceX < 0 || sourceX >= image[w]) continue;
                                action((b * to[n]) + (channel * to[c]) + (y * to[h]) + (x * to[w]), (b * from[n]) + (channel * from[c]) + (sourceY * from[h]) + (sourceX * from[w]));
                            }
    }

    private Dimension OutputSize(int axis, Dimension size)
    {
        var (stride, room) = (Strides[axis], size + Pads[axis] + Pads[axis + 2] - Kernel[axis]);
        if ((-room - 1).IsNonNegative)
            throw new ShapeException($"the window must fit the padded image along {(axis == 0 ? "height" : "width")}; it spans {Kernel[axis]} of {room + Kernel[axis]}.");

        // A window that hangs over the edge must begin inside the image or its leading padding.
        return CeilMode ? Dimension.Min(((room + stride - 1) / stride) + 1, (size + Pads[axis] + stride - 1) / stride) : (room / stride) + 1;
    }
}
