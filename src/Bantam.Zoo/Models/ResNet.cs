using Bantam.Training.Layers;
using Bantam.Zoo.Layers;

namespace Bantam.Zoo.Models;

/// <summary>
/// ResNet-18 and ResNet-50, whose bottlenecks have their strides at the convolution of 3x3 pixels (version 1.5). K. He et al., "Deep
/// residual learning for image recognition", 2015, <see href="https://arxiv.org/abs/1512.03385"/>.
/// </summary>
internal static class ResNet
{
    /// <summary>About the gamma of the last normalization of a block, which keeps sums of blocks at one scale.</summary>
    private const float BranchScale = 0.4f;

    private static readonly Uri Paper = new("https://arxiv.org/abs/1512.03385");

    public static ZooModel R18 { get; } = new(
        "resnet-18", "ResNet-18", Paper, side: 224, classes: 1000, parameters: 11_689_512, multiplyAdds: 1_814_073_344,
        (image, classes) => [Layers(image, [2, 2, 2, 2], Basic, 1, classes)]);

    public static ZooModel R50 { get; } = new(
        "resnet-50", "ResNet-50", Paper, side: 224, classes: 1000, parameters: 25_557_032, multiplyAdds: 4_089_184_256,
        (image, classes) => [Layers(image, [3, 4, 6, 3], Bottleneck, 4, classes)]);

    private delegate LayerOutput Branch(LayerOutput x, int channels, int strides);

    private static LayerOutput Layers(LayerOutput image, int[] blocks, Branch branch, int expansion, int classes)
    {
        var x = image.Conv(64, 7, strides: 2, padding: 3).Norm().Relu().MaxPool(3, 2, padding: 1);
        var from = 64;
        for (var stage = 0; stage < blocks.Length; stage++)
            for (var i = 0; i < blocks[stage]; i++)
            {
                var (channels, strides) = (64 << stage, i == 0 && stage > 0 ? 2 : 1);
                var to = channels * expansion;
                var shortcut = strides == 1 && from == to ? x : x.Conv(to, 1, strides).Norm(0.7f);
                x = branch(x, channels, strides).Plus(shortcut).Relu();
                from = to;
            }

        return x.GlobalPool().Dense(classes);
    }

    private static LayerOutput Basic(LayerOutput x, int channels, int strides)
    {
        var y = x.Conv(channels, 3, strides, padding: 1).Norm().Relu();
        return y.Conv(channels, 3, padding: 1).Norm(BranchScale);
    }

    private static LayerOutput Bottleneck(LayerOutput x, int channels, int strides)
    {
        var y = x.Conv(channels, 1).Norm().Relu().Conv(channels, 3, strides, padding: 1).Norm().Relu();
        return y.Conv(4 * channels, 1).Norm(BranchScale);
    }
}
