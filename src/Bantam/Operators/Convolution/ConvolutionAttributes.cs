using Bantam.Tensors;

namespace Bantam.Operators.Convolution;

/// <summary>The attributes that convolutions over any number of spatial axes share with their gradients.</summary>
/// <param name="Strides">Steps of the window along each axis.</param>
/// <param name="Pads">Zeros added around the image: before each axis, then after each.</param>
/// <param name="Dilations">Distances between the taps along each axis.</param>
/// <param name="Group">Into how many groups the channels are parted; each output channel sees one group.</param>
/// <param name="ChannelsLast">
/// The layout: ONNX' [N, C, spatial…] with weights [M, C/group, window…], or, inside plans, [N, spatial…, C] with weights
/// [window…, C/group, M].
/// </param>
public sealed record ConvolutionAttributes(Ints Strides, Ints Pads, Ints Dilations, int Group = 1, bool ChannelsLast = false)
{
    /// <summary>A window over height and width that moves by one, without padding.</summary>
    public static ConvolutionAttributes Plain { get; } = Of(2);

    /// <summary>A window over so many axes that moves by one, without padding.</summary>
    public static ConvolutionAttributes Of(int rank) =>
        new(Ints.From(Enumerable.Repeat(1, rank)), Ints.From(new int[2 * rank]), Ints.From(Enumerable.Repeat(1, rank)));

    /// <summary>How many spatial axes there are.</summary>
    public int Rank => Strides.Count;

    /// <summary>The order of an image's axes.</summary>
    public ImageLayout Layout => new(Rank, ChannelsLast);

    /// <summary>The axis of the weights that is the output channels.</summary>
    public int WeightOutputs => ChannelsLast ? Rank + 1 : 0;

    /// <summary>The axis of the weights that is the input channels of a group.</summary>
    public int WeightInputs => ChannelsLast ? Rank : 1;

    /// <summary>The first axis of the weights that is one of the window's; the others follow it.</summary>
    public int FirstTap => ChannelsLast ? 0 : 2;

    /// <summary>The window's size.</summary>
    public Ints Kernel(Shape weights) => Ints.From(Enumerable.Range(FirstTap, Rank).Select(axis => weights[axis].Size));

    /// <summary>The shape of weights in this layout.</summary>
    public Shape Weights(Dimension outputs, Dimension inputs, Ints kernel)
    {
        var window = kernel.Select(k => (Dimension)k);
        return ChannelsLast ? new Shape([.. window, inputs, outputs]) : new Shape([outputs, inputs, .. window]);
    }

    /// <summary>The length of an axis of the output.</summary>
    /// <exception cref="ShapeException">The window is larger than the padded image.</exception>
    public Dimension OutputSize(int axis, Dimension size, Dimension kernel)
    {
        var window = ((kernel - 1) * Dilations[axis]) + 1;
        var padded = size + Pads[axis] + Pads[axis + Rank];
        return !(window - padded - 1).IsNonNegative ? ((padded - window) / Strides[axis]) + 1
            : throw new ShapeException($"the window must fit the padded image along spatial axis {axis}; it spans {window} of {padded}.");
    }

    /// <summary>The length of an axis of the image that gives an output of a length, with no rest behind the last window.</summary>
    public Dimension InputSize(int axis, Dimension output, Dimension kernel) =>
        ((output - 1) * Strides[axis]) + ((kernel - 1) * Dilations[axis]) + 1 - Pads[axis] - Pads[axis + Rank];

    /// <summary>Says what cannot be about the numbers.</summary>
    /// <exception cref="ShapeException">A stride, a dilation or the number of groups is below 1, or there are too few numbers.</exception>
    public void Check()
    {
        if (Pads.Count != 2 * Rank || Dilations.Count != Rank)
            throw new ShapeException(
                $"a window over {Rank} axes has {2 * Rank} pads and {Rank} dilations; they are {Pads} and {Dilations}.");
        if (Strides.Any(s => s < 1) || Dilations.Any(d => d < 1))
            throw new ShapeException($"strides and dilations must be 1 or more; they are {Strides} and {Dilations}.");
        if (Group < 1) throw new ShapeException($"there must be 1 group or more; there are {Group}.");
    }
}
