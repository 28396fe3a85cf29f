using Bantam.Tensors;

namespace Bantam.Operators.Convolution;

/// <summary>
/// The order of axes in which convolutions and pooling have kernels: images [N, spatial…, C], so that the channels are contiguous, and
/// weights [window…, C/group, M].
/// </summary>
internal static class ChannelsLastOrder
{
    /// <summary>An image brought to that order.</summary>
    public static Tensor Image(LaidOut? image) => image!.Arranged([0, .. Enumerable.Range(2, image.Rank - 2), 1]);

    /// <summary>An image that lies in that order.</summary>
    public static LaidOut Image(Tensor physical) =>
        new(physical, [0, physical.Shape.Rank - 1, .. Enumerable.Range(1, physical.Shape.Rank - 2)]);

    /// <summary>Weights brought to that order.</summary>
    public static Tensor Weights(LaidOut? weights) => weights!.Arranged([.. Enumerable.Range(2, weights.Rank - 2), 1, 0]);

    /// <summary>Weights that lie in that order.</summary>
    public static LaidOut Weights(Tensor physical) =>
        new(physical, [physical.Shape.Rank - 1, physical.Shape.Rank - 2, .. Enumerable.Range(0, physical.Shape.Rank - 2)]);
}
