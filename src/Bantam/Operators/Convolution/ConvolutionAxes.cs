using Bantam.Tensors;

namespace Bantam.Operators.Convolution;

/// <summary>
/// The axes of what takes part in a convolution, forward or backward: n (g c) s~…, (g m) c k… -> n (g m) s~…, where g are the groups,
/// c and m the channels of one. Of one channel a group, g alone is left: inputs and outputs are the same channels.
/// </summary>
/// <param name="Image">The image.</param>
/// <param name="Weights">The weights.</param>
/// <param name="Output">What the convolution gives.</param>
/// <param name="Bias">One element an output channel.</param>
internal sealed record ConvolutionAxes(AxisPart[][] Image, AxisPart[][] Weights, AxisPart[][] Output, AxisPart[][] Bias)
{
    /// <summary>The axes in the layout of the attributes.</summary>
    public static ConvolutionAxes Of(ConvolutionAttributes attributes, Shape image, Shape weights, Shape output)
    {
        var (rank, isLast, layout) = (attributes.Rank, attributes.ChannelsLast, attributes.Layout);
        AxisLabel group = new(), inputs = new(), outputs = new(), batch = new();
        var n = AxisMap.Axis(batch, image[0]);
        var perGroup = weights[attributes.WeightInputs];
        var outputChannels = AxisMap.Axis((group, attributes.Group), (outputs, weights[attributes.WeightOutputs] / attributes.Group));
        AxisLabel[] spatial = [.. Enumerable.Range(0, rank).Select(_ => new AxisLabel(AxisKind.Windowed))];
        var taps = Enumerable.Range(attributes.FirstTap, rank).Select(axis => AxisMap.Axis(new AxisLabel(), weights[axis]));
        return new ConvolutionAxes(
            InLayout(image, AxisMap.Axis((group, attributes.Group), (inputs, perGroup))),
            isLast ? [.. taps, AxisMap.Axis(inputs, perGroup), outputChannels] : [outputChannels, AxisMap.Axis(inputs, perGroup), .. taps],
            InLayout(output, outputChannels),
            [outputChannels]);

        AxisPart[][] InLayout(Shape shape, AxisPart[] channels)
        {
            IEnumerable<AxisPart[]> places = spatial.Select((label, i) => AxisMap.Axis(label, shape[layout.First + i]));
            return isLast ? [n, .. places, channels] : [n, channels, .. places];
        }
    }
}
