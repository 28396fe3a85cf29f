using Bantam.Graphs;
using Bantam.Operators.Convolution;
using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>The convolution operator between the two layouts, with what follows it in a layer.</summary>
internal static class Convolution
{
    public static Tensor Call(
        Tensor input, Variable kernel, Variable? bias, Size2D size, Size2D strides, Padding padding, Size2D dilation, int groups, Func<Tensor, Tensor>? activation)
    {
        var attributes = new ConvolutionAttributes(
            [strides.Height, strides.Width], Images.Pads(padding, input.Shape, size, strides, dilation), [dilation.Height, dilation.Width], groups);
        var images = Images.ChannelsFirst(input);
        var output = bias is null ? new Conv(attributes).ApplyOne(images, kernel) : new Conv(attributes).ApplyOne(images, kernel, bias);
        output = Images.ChannelsLast(output);
        return activation?.Invoke(output) ?? output;
    }
}
