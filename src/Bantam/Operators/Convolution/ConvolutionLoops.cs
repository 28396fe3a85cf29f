using Bantam.Tensors;

namespace Bantam.Operators.Convolution;

/// <summary>The loops of the reference convolution: every product that takes part in one, whatever the layout.</summary>
internal static class ConvolutionLoops
{
    /// <summary>Calls an action with the places of the image's element, the weight and the output's element of each product.</summary>
    public static void ForEach(ConvolutionAttributes attributes, int[] image, int[] weights, int[] output, Action<int, int, int> action)
    {
        var (c, first) = (attributes.Layout.Channels, attributes.Layout.First);
        var (wm, wc, tap) = (attributes.WeightOutputs, attributes.WeightInputs, attributes.FirstTap);
        var (x, w, y) = (Strides(image), Strides(weights), Strides(output));
        WindowAxis[] axes =
        [
            .. Enumerable.Range(0, attributes.Rank).Select(i => new WindowAxis(
                (image[first + i], x[first + i]), (weights[tap + i], w[tap + i]), (output[first + i], y[first + i]),
                attributes.Strides[i], attributes.Pads[i], attributes.Dilations[i])),
        ];
        var perGroup = output[c] / attributes.Group;
        for (var b = 0; b < output[0]; b++)
            for (var m = 0; m < output[c]; m++)
                for (var k = 0; k < weights[wc]; k++)
                    WindowAxis.ForEach(
                        axes, (b * x[0]) + (Channel(m, k) * x[c]), (m * w[wm]) + (k * w[wc]), (b * y[0]) + (m * y[c]), action);

        int Channel(int output, int input) => (output / perGroup * weights[wc]) + input;
    }

    private static int[] Strides(int[] sizes) => Shape.Of(sizes).Strides();
}
