using Bantam.Training.Layers;
using Bantam.Zoo.Layers;

namespace Bantam.Zoo.Models;

/// <summary>
/// MobileNet V2: residuals between narrow images, which blocks widen, convolve channel by channel, and make narrow again without an
/// activation. M. Sandler et al., "MobileNetV2: Inverted residuals and linear bottlenecks", 2018,
/// <see href="https://arxiv.org/abs/1801.04381"/>.
/// </summary>
internal static class MobileNetV2
{
    private static readonly (int Expansion, int Channels, int Blocks, int Strides)[] Stages =
        [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)];

    public static ZooModel Entry { get; } = new(
        "mobilenet-v2", "MobileNet V2", new Uri("https://arxiv.org/abs/1801.04381"), side: 224, classes: 1000,
        parameters: 3_504_872, multiplyAdds: 300_774_272, (image, classes) => [Layers(image, classes)]);

    private static LayerOutput Layers(LayerOutput image, int classes)
    {
        var x = image.Conv(32, 3, strides: 2, padding: 1).Norm().Then(Activations.Relu6);
        var channels = 32;
        foreach (var stage in Stages)
            for (var i = 0; i < stage.Blocks; i++)
            {
                x = Block(x, channels, stage.Expansion * channels, stage.Channels, i == 0 ? stage.Strides : 1);
                channels = stage.Channels;
            }

        x = x.Conv(1280, 1).Norm(0.7f).Then(Activations.Relu6);
        return x.GlobalPool().Drop(0.2f).Dense(classes);
    }

    private static LayerOutput Block(LayerOutput x, int from, int wide, int to, int strides)
    {
        var y = wide == from ? x : x.Conv(wide, 1).Norm(0.7f).Then(Activations.Relu6);
        y = y.Depthwise(3, strides, padding: 1).Norm().Then(Activations.Relu6);
        var isResidual = strides == 1 && from == to;
        y = y.Conv(to, 1).Norm(isResidual ? 0.5f : 1);
        return isResidual ? x.Plus(y) : y;
    }
}
