using Bantam.Training.Layers;
using Bantam.Zoo.Layers;

namespace Bantam.Zoo.Models;

/// <summary>
/// ResNet-20 for images of 32x32 pixels such as CIFAR-10's, as section 4.2 of the paper has it: shortcuts have no weights. K. He et al.,
/// "Deep residual learning for image recognition", 2015, <see href="https://arxiv.org/abs/1512.03385"/>.
/// </summary>
internal static class CifarResNet
{
    private const int Blocks = 3;

    public static ZooModel R20 { get; } = new(
        "resnet-20", "ResNet-20 for CIFAR", new Uri("https://arxiv.org/abs/1512.03385"), side: 32, classes: 10,
        parameters: 269_722, multiplyAdds: 40_551_040, (image, classes) => [Layers(image, classes)]);

    private static LayerOutput Layers(LayerOutput image, int classes)
    {
        var x = image.Conv(16, 3, padding: 1).Norm().Relu();
        foreach (var channels in (int[])[16, 32, 64])
            for (var i = 0; i < Blocks; i++)
            {
                var isWider = i == 0 && channels > 16;
                var y = x.Conv(channels, 3, isWider ? 2 : 1, padding: 1).Norm().Relu().Conv(channels, 3, padding: 1).Norm(0.5f);
                x = y.Plus(isWider ? new WideningShortcut().Apply(x) : x).Relu();
            }

        return x.GlobalPool().Dense(classes);
    }
}
