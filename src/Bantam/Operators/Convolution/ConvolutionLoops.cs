namespace Bantam.Operators.Convolution;

/// <summary>The loops of the reference convolution: every product that takes part in one, whatever the layout.</summary>
internal static class ConvolutionLoops
{
    /// <summary>Calls an action with the places of the image's element, the weight and the output's element of each product.</summary>
    public static void ForEach(ConvolutionAttributes attributes, int[] image, int[] weights, int[] output, Action<int, int, int> action)
    {
        var (n, c, h, w) = attributes.ImageAxes;
        var (wm, wc, wh, ww) = attributes.WeightAxes;
        var perGroup = output[c] / attributes.Group;
        var (imageStrides, weightStrides, outputStrides) = (Strides(image), Strides(weights), Strides(output));
        for (var b = 0; b < output[n]; b++)
            for (var m = 0; m < output[c]; m++)
                for (var y = 0; y < output[h]; y++)
                    for (var x = 0; x < output[w]; x++)
                        for (var k = 0; k < weights[wc]; k++)
                            for (var ky = 0; ky < weights[wh]; ky++)
                                for (var kx = 0; kx < weights[ww]; kx++)
                                {
                                    var sourceY = (y * attributes.Strides[0]) - attributes.Pads[0] + (ky * attributes.Dilations[0]);
                                    var sourceX = (x * attributes.Strides[1]) - attributes.Pads[1] + (kx * attributes.Dilations[1]);
                                    if (sourceY < 0 || sourceY >= image[h] || sourceX < 0 || sourceX >= image[w]) continue;
                                    var channel = (m / perGroup * weights[wc]) + k;
                                    action(
                                        (b * imageStrides[n]) + (channel * imageStrides[c]) + (sourceY * imageStrides[h]) + (sourceX * imageStrides[w]),
                                        (m * weightStrides[wm]) + (k * weightStrides[wc]) + (ky * weightStrides[wh]) + (kx * weightStrides[ww]),
                                        (b * outputStrides[n]) + (m * outputStrides[c]) + (y * outputStrides[h]) + (x * outputStrides[w]));
                                }
    }

    private static int[] Strides(int[] sizes) => Tensors.Shape.Of(sizes).Strides();
}
