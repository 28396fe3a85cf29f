using Bantam.Tensors;

namespace Bantam.Operators.Convolution;

/// <summary>
/// The gradient of a convolution whose windows move by several pixels, with respect to the image, channels last. A pixel meets only those
/// taps that are a multiple of the stride away from it. So all pixels that lie equally far behind a multiple of the stride are one
/// convolution of the output's gradient with a part of the window, and no zeros are multiplied; the results are interleaved.
/// </summary>
internal sealed class StridedInputGradient
{
    private readonly ConvolutionAttributes _attributes;
    private readonly Tensor _gradient;
    private readonly Tensor _weights;
    private readonly Phase[][] _phases;
    private readonly int[] _before;
    private readonly int[] _counts;

    private StridedInputGradient(ConvInputGradient op, Tensor gradient, Tensor weights)
    {
        (_attributes, _weights) = (op.Attributes, weights);
        var rank = _attributes.Rank;
        _counts = [.. op.Size.Select((size, axis) => (size + _attributes.Strides[axis] - 1) / _attributes.Strides[axis])];
        _phases = [.. Enumerable.Range(0, rank).Select(Phases)];
        _before = [.. _phases.Select(phases => Math.Max(0, -phases.Min(p => p.First)))];
        var after = Enumerable.Range(0, rank).Select(axis =>
            Math.Max(0, _phases[axis].Max(p => p.First + p.Reach) + _counts[axis] - gradient.Shape[axis + 1].Size));
        _gradient = ChannelsLastConvolution.Pad(gradient, [.. _before, .. after]);

        Phase[] Phases(int axis)
        {
            var (stride, pad, dilation) = (_attributes.Strides[axis], _attributes.Pads[axis], _attributes.Dilations[axis]);
            return [.. Enumerable.Range(0, stride).Select(place =>
            {
                var (tap, last) = ((place + pad) % stride, (place + pad) / stride);
                var taps = (weights.Shape[axis].Size - tap + stride - 1) / stride;
                var reach = (taps - 1) * dilation;
                return new Phase(tap + (stride * (taps - 1)), last - reach, reach);
            })];
        }
    }

    /// <summary>The gradient; null where some pixels meet no tap, or taps that are apart themselves.</summary>
    public static Tensor? Of(ConvInputGradient op, Tensor gradient, Tensor weights)
    {
        var attributes = op.Attributes;
        if (op.Attributes.Kernel(weights.Shape).All(size => size == 1)) return OfPixels(op, gradient, weights);
        for (var axis = 0; axis < attributes.Rank; axis++)
        {
            var stride = attributes.Strides[axis];
            if (stride > 1 && (attributes.Dilations[axis] > 1 || weights.Shape[axis].Size < stride)) return null;
        }

        return Cut(new StridedInputGradient(op, gradient, weights).From([]), op.Size);
    }

    /// <summary>Of windows of one pixel the convolution comes first, and then what lies between the pixels is zero.</summary>
    private static Tensor? OfPixels(ConvInputGradient op, Tensor gradient, Tensor weights)
    {
        var attributes = op.Attributes;
        if (attributes.Pads.Any(p => p != 0)) return null;
        var pixels = new Conv(ChannelsLastConvolution.Dense(attributes))
            .ApplyOne(gradient, ChannelsLastConvolution.Exchange(weights, attributes.Group));
        var spread = ChannelsLastConvolution.Spread(pixels, attributes.Strides);
        int[] missing = [.. op.Size.Select((size, axis) => Math.Max(0, size - spread.Shape[axis + 1].Size))];
        return Cut(ChannelsLastConvolution.Pad(spread, [.. new int[attributes.Rank], .. missing]), op.Size);
    }

    private static Tensor Cut(Tensor image, Ints sizes)
    {
        int[] spatial = [.. Enumerable.Range(1, sizes.Count)];
        return spatial.All(axis => image.Shape[axis] == sizes[axis - 1]) ? image
            : image.Slice(spatial, new int[sizes.Count], [.. sizes]);
    }

    /// <summary>The pixels of some phases along the first axes, all along the others.</summary>
    private Tensor From(Phase[] chosen)
    {
        var axis = chosen.Length;
        if (axis == _attributes.Rank) return Convolve(chosen);
        Tensor[] parts = [.. _phases[axis].Select(phase => From([.. chosen, phase]))];
        if (parts.Length == 1) return parts[0];

        // Side by side behind each pixel, and then with a longer axis.
        var (shape, behind) = (parts[0].Shape, axis + 2);
        Dimension[] flat = [.. shape.Take(behind), shape.Product(behind, shape.Rank)];
        var joined = Tensor.Concat(behind, [.. parts.Select(part => part.Reshape(new Shape(flat)))]);
        return joined.Reshape(new Shape(shape.Select((size, i) => i == axis + 1 ? size * parts.Length : size)));
    }

    private Tensor Convolve(Phase[] phases)
    {
        int[] axes = [.. Enumerable.Range(0, phases.Length)];
        var taps = _weights.Slice(
            axes, [.. phases.Select(p => p.LastTap)], [.. axes.Select(_ => int.MinValue)],
            [.. axes.Select(axis => -_attributes.Strides[axis])]);
        var image = _gradient.Slice(
            [.. axes.Select(axis => axis + 1)], [.. phases.Select((p, axis) => _before[axis] + p.First)],
            [.. phases.Select((p, axis) => _before[axis] + p.First + p.Reach + _counts[axis])]);
        return new Conv(ChannelsLastConvolution.Dense(_attributes))
            .ApplyOne(image, ChannelsLastConvolution.Exchange(taps, _attributes.Group));
    }

    /// <summary>The pixels that lie equally far behind a multiple of the stride along an axis.</summary>
    /// <param name="LastTap">The last tap that they meet.</param>
    /// <param name="First">The first place of the gradient that the first of them meets; before the gradient if it is negative.</param>
    /// <param name="Reach">How far it is from there to the last one.</param>
    private sealed record Phase(int LastTap, int First, int Reach);
}
