using Bantam.Training.Layers;
using Bantam.Zoo.Layers;

namespace Bantam.Zoo.Models;

/// <summary>
/// MobileNet V1: convolutions of each channel by itself, and then of single pixels. A. Howard et al., "MobileNets: Efficient
/// convolutional neural networks for mobile vision applications", 2017, <see href="https://arxiv.org/abs/1704.04861"/>.
/// </summary>
internal static class MobileNetV1
{
    private static readonly (int Channels, int Strides)[] Blocks =
    [
        (64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2), (512, 1), (512, 1), (512, 1), (512, 1), (512, 1), (1024, 2), (1024, 1),
    ];

    public static ZooModel Entry { get; } = new(
        "mobilenet-v1", "MobileNet V1", new Uri("https://arxiv.org/abs/1704.04861"), side: 224, classes: 1000,
        parameters: 4_231_976, multiplyAdds: 568_740_352, (image, classes) => [Layers(image, classes)]);

    private static LayerOutput Layers(LayerOutput image, int classes)
    {
        var x = Normalized(image.Conv(32, 3, strides: 2, Padding.Same));
        foreach (var (channels, strides) in Blocks)
        {
            x = Normalized(x.Depthwise(3, strides, Padding.Same));
            x = Normalized(x.Conv(channels, 1));
        }

        return x.GlobalPool(keepDimensions: true).Drop(1e-3f).Conv(classes, 1, bias: true).Flat();
    }

    private static LayerOutput Normalized(LayerOutput x) => x.Norm(epsilon: 1e-3f, momentum: 0.99f).Then(Activations.Relu6);
}
