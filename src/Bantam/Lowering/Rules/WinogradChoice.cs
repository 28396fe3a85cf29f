using Bantam.Kernels;
using Bantam.Kernels.Templates;
using Bantam.Operators.Convolution;
using Bantam.Tensors;

namespace Bantam.Lowering.Rules;

/// <summary>
/// Which of Winograd's algorithms computes a convolution. The choice depends on nothing but the sizes of one image, so that all
/// targets and all batches have the same bits; while training also on the number of images, of all of which a gradient is.
/// </summary>
internal static class WinogradChoice
{
    /// <summary>With fewer, transforming them takes as long as is spared.</summary>
    private const int FewestChannels = 16;

    /// <summary>
    /// Transformed weights are read once for all tiles, and there are 16/9 or 4 times as many. With fewer tiles what is spared is not worth
    /// their memory.
    /// </summary>
    private const int FewestTiles = 32;

    /// <summary>Whether an algorithm computes such convolutions at all, and the sizes that decide are known.</summary>
    /// <param name="attributes">The convolution.</param>
    /// <param name="weights">The shape of the weights.</param>
    /// <param name="element">Their element type.</param>
    /// <param name="result">The shape of the result.</param>
    /// <param name="target">What computes it.</param>
    public static bool Allows(ConvolutionAttributes attributes, Shape weights, ElementType element, Shape result, Target target) =>
        target.UsesWinograd && attributes is { Rank: 2, Group: 1 } && element == ElementType.Float
        && weights[0] == WinogradTransform.Window && weights[1] == WinogradTransform.Window
        && attributes.Strides.Concat(attributes.Dilations).All(step => step == 1)
        && result[1].IsKnown && result[2].IsKnown;

    /// <summary>The algorithm; null where patches are multiplied.</summary>
    /// <param name="images">The images that count.</param>
    /// <param name="height">The height of the result.</param>
    /// <param name="width">The width of the result.</param>
    /// <param name="channels">The channels of the image.</param>
    /// <param name="outputs">The channels of the result.</param>
    public static WinogradTransform? Of(int images, int height, int width, int channels, int outputs)
    {
        if (channels < FewestChannels || outputs < FewestChannels) return null;
        if (Tiles(4) >= FewestTiles) return new WinogradTransform(4);
        return Tiles(2) >= FewestTiles ? new WinogradTransform(2) : null;

        long Tiles(int outputs) => (long)images * ((height + outputs - 1) / outputs) * ((width + outputs - 1) / outputs);
    }
}
