using Bantam.Tensors;

namespace Bantam.Operators.Convolution;

/// <summary>The attributes that 2-D convolutions and their gradients share.</summary>
/// <param name="Strides">Steps of the window along height and width.</param>
/// <param name="Pads">Zeros added around the image: top, left, bottom, right.</param>
/// <param name="Dilations">Distances between the taps along height and width.</param>
/// <param name="Group">Into how many groups the channels are parted; each output channel sees one group.</param>
/// <param name="ChannelsLast">
/// The layout: ONNX' [N, C, H, W] with weights [M, C/group, kH, kW], or, inside plans, [N, H, W, C] with weights
/// [kH, kW, C/group, M].
/// </param>
public sealed record ConvolutionAttributes(Ints Strides, Ints Pads, Ints Dilations, int Group = 1, bool ChannelsLast = false)
{
    /// <summary>A window that moves by one, without padding.</summary>
    public static ConvolutionAttributes Plain { get; } = new([1, 1], [0, 0, 0, 0], [1, 1]);

    /// <summary>The axes of an image that are batch, channels, height and width.</summary>
    public (int N, int C, int H, int W) ImageAxes => ChannelsLast ? (0, 3, 1, 2) : (0, 1, 2, 3);

    /// <summary>The axes of the weights that are output channels, input channels of a group, kernel height and width.</summary>
    public (int M, int C, int H, int W) WeightAxes => ChannelsLast ? (3, 2, 0, 1) : (0, 1, 2, 3);

    /// <summary>The length of an axis of the output.</summary>
    /// <exception cref="ShapeException">The window is larger than the padded image.</exception>
    public Dimension OutputSize(int axis, Dimension size, Dimension kernel)
    {
        var window = ((kernel - 1) * Dilations[axis]) + 1;
        var padded = size + Pads[axis] + Pads[axis + 2];
        return !(window - padded - 1).IsNonNegative ? ((padded - window) / Strides[axis]) + 1
            : throw new ShapeException($"the window must fit the padded image along {(axis == 0 ? "height" : "width")}; it spans {window} of {padded}.");
    }

    /// <summary>Says what cannot be about the numbers.</summary>
    /// <exception cref="ShapeException">A stride, a dilation or the number of groups is below 1.</exception>
    public void Check()
    {
        if (Strides.Any(s => s < 1) || Dilations.Any(d => d < 1)) throw new ShapeException($"strides and dilations must be 1 or more; they are {Strides} and {Dilations}.");
        if (Group < 1) throw new ShapeException($"there must be 1 group or more; there are {Group}.");
    }

    /// <summary>The shape of an image in this layout.</summary>
    public Shape Image(Dimension batch, Dimension channels, Dimension height, Dimension width) =>
        ChannelsLast ? new Shape(batch, height, width, channels) : new Shape(batch, channels, height, width);
}
