using Bantam.Training.Layers;
using Bantam.Zoo.Layers;

namespace Bantam.Zoo.Models;

/// <summary>
/// VGG-16: convolutions of 3x3 pixels, and dense layers with nine tenths of the weights. K. Simonyan and A. Zisserman, "Very deep
/// convolutional networks for large-scale image recognition", 2014, <see href="https://arxiv.org/abs/1409.1556"/>.
/// </summary>
internal static class Vgg
{
    private static readonly (int Convolutions, int Channels)[] Stages = [(2, 64), (2, 128), (3, 256), (3, 512), (3, 512)];

    public static ZooModel V16 { get; } = new(
        "vgg-16", "VGG-16", new Uri("https://arxiv.org/abs/1409.1556"), side: 224, classes: 1000,
        parameters: 138_357_544, multiplyAdds: 15_470_264_320, (image, classes) => [Layers(image, classes)]);

    private static LayerOutput Layers(LayerOutput image, int classes)
    {
        var x = image;
        foreach (var (convolutions, channels) in Stages)
        {
            for (var i = 0; i < convolutions; i++) x = x.Conv(channels, 3, padding: 1, bias: true).Relu();
            x = x.MaxPool(2);
        }

        x = x.Flat();
        for (var i = 0; i < 2; i++) x = x.Dense(4096).Relu().Drop(0.5f);
        return x.Dense(classes);
    }
}
