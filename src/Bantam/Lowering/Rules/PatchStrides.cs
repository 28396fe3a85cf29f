using Bantam.Operators.Convolution;
using Bantam.Tensors;

namespace Bantam.Lowering.Rules;

/// <summary>How a convolution steps through a channels-last image.</summary>
internal static class PatchStrides
{
    /// <summary>The strides of the image for an image, a row and a pixel of the output.</summary>
    public static int[] Pixels(ConvolutionAttributes attributes, Shape image)
    {
        var (height, width, channels) = (image[1].Size, image[2].Size, image[3].Size);
        return [height * width * channels, attributes.Strides[0] * width * channels, attributes.Strides[1] * channels];
    }

    /// <summary>The strides of the image for a row, a column and a channel of the window.</summary>
    public static int[] Taps(ConvolutionAttributes attributes, Shape image) =>
        [attributes.Dilations[0] * image[2].Size * image[3].Size, attributes.Dilations[1] * image[3].Size, 1];
}
