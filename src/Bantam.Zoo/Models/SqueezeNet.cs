using Bantam.Training.Layers;
using Bantam.Zoo.Layers;

namespace Bantam.Zoo.Models;

/// <summary>
/// SqueezeNet 1.1: fire modules, which squeeze the channels before convolutions of 3x3 pixels see them. F. Iandola et al., "SqueezeNet:
/// AlexNet-level accuracy with 50x fewer parameters", 2016, <see href="https://arxiv.org/abs/1602.07360"/>.
/// </summary>
internal static class SqueezeNet
{
    public static ZooModel Entry { get; } = new(
        "squeezenet-1.1", "SqueezeNet 1.1", new Uri("https://arxiv.org/abs/1602.07360"), side: 224, classes: 1000,
        parameters: 1_235_496, multiplyAdds: 349_151_936, (image, classes) => [Layers(image, classes)]);

    private static LayerOutput Layers(LayerOutput image, int classes)
    {
        var x = image.Conv(64, 3, strides: 2, bias: true).Relu().MaxPool(3, 2);
        x = Fire(Fire(x, 16, 64), 16, 64).MaxPool(3, 2);
        x = Fire(Fire(x, 32, 128), 32, 128).MaxPool(3, 2);
        x = Fire(Fire(x, 48, 192), 48, 192);
        x = Fire(Fire(x, 64, 256), 64, 256);
        return x.Drop(0.5f).Conv(classes, 1, bias: true).Relu().GlobalPool();
    }

    private static LayerOutput Fire(LayerOutput x, int squeezed, int expanded)
    {
        x = x.Conv(squeezed, 1, bias: true).Relu();
        return Flow.Concat(x.Conv(expanded, 1, bias: true).Relu(), x.Conv(expanded, 3, padding: 1, bias: true).Relu());
    }
}
