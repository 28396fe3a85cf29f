using Bantam.Training.Layers;
using Bantam.Zoo.Layers;

namespace Bantam.Zoo.Models;

/// <summary>
/// EfficientNet-B0: the blocks of MobileNet V2 with squeeze-and-excitation and swish. M. Tan and Q. Le, "EfficientNet: Rethinking model
/// scaling for convolutional neural networks", 2019, <see href="https://arxiv.org/abs/1905.11946"/>. In training no block is left out by
/// chance (stochastic depth).
/// </summary>
internal static class EfficientNet
{
    private static readonly (int Expansion, int Kernel, int Strides, int Channels, int Blocks)[] Stages =
        [(1, 3, 1, 16, 1), (6, 3, 2, 24, 2), (6, 5, 2, 40, 2), (6, 3, 2, 80, 3), (6, 5, 1, 112, 3), (6, 5, 2, 192, 4), (6, 3, 1, 320, 1)];

    public static ZooModel B0 { get; } = new(
        "efficientnet-b0", "EfficientNet-B0", new Uri("https://arxiv.org/abs/1905.11946"), side: 224, classes: 1000,
        parameters: 5_288_548, multiplyAdds: 385_814_752, (image, classes) => [Layers(image, classes)]);

    private static LayerOutput Layers(LayerOutput image, int classes)
    {
        var x = image.Conv(32, 3, strides: 2, padding: 1).Norm().Then(Activations.Swish);
        var channels = 32;
        foreach (var (expansion, kernel, strides, to, blocks) in Stages)
            for (var i = 0; i < blocks; i++)
            {
                x = Block(x, channels, expansion * channels, kernel, i == 0 ? strides : 1, to);
                channels = to;
            }

        return x.Conv(1280, 1).Norm().Then(Activations.Swish).GlobalPool().Drop(0.2f).Dense(classes);
    }

    private static LayerOutput Block(LayerOutput x, int from, int wide, int kernel, int strides, int to)
    {
        var y = wide == from ? x : x.Conv(wide, 1).Norm().Then(Activations.Swish);
        y = y.Depthwise(kernel, strides, padding: kernel / 2).Norm().Then(Activations.Swish);
        y = SqueezeExcite.Apply(y, wide, from / 4, Activations.Swish, Activations.Sigmoid);
        var isResidual = strides == 1 && from == to;
        y = y.Conv(to, 1).Norm(SqueezeExcite.Regain * (isResidual ? 0.5f : 1));
        return isResidual ? x.Plus(y) : y;
    }
}
