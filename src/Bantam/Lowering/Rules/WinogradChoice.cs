using Bantam.Kernels.Templates;

namespace Bantam.Lowering.Rules;

/// <summary>
/// Which of Winograd's algorithms computes a convolution. The choice depends on nothing but the sizes of one image, so that all
/// targets and all batches have the same bits.
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

    /// <summary>The algorithm; null where patches are multiplied.</summary>
    /// <param name="height">The height of the result.</param>
    /// <param name="width">The width of the result.</param>
    /// <param name="channels">The channels of the image.</param>
    /// <param name="outputs">The channels of the result.</param>
    public static WinogradTransform? Of(int height, int width, int channels, int outputs)
    {
        if (channels < FewestChannels || outputs < FewestChannels) return null;
        if (Tiles(4) >= FewestTiles) return new WinogradTransform(4);
        return Tiles(2) >= FewestTiles ? new WinogradTransform(2) : null;

        long Tiles(int outputs) => (long)((height + outputs - 1) / outputs) * ((width + outputs - 1) / outputs);
    }
}
