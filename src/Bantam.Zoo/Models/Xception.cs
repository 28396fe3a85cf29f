using Bantam.Training.Layers;
using Bantam.Zoo.Layers;

namespace Bantam.Zoo.Models;

/// <summary>
/// Xception: separable convolutions between residuals. F. Chollet, "Xception: Deep learning with depthwise separable convolutions", 2016,
/// <see href="https://arxiv.org/abs/1610.02357"/>.
/// </summary>
internal static class Xception
{
    private const int MiddleBlocks = 8, MiddleChannels = 728;

    public static ZooModel Entry { get; } = new(
        "xception", "Xception", new Uri("https://arxiv.org/abs/1610.02357"), side: 299, classes: 1000,
        parameters: 22_855_952, multiplyAdds: 8_357_403_496, (image, classes) => [Layers(image, classes)]);

    private static LayerOutput Layers(LayerOutput image, int classes)
    {
        var x = Norm(Norm(image.Conv(32, 3, strides: 2)).Relu().Conv(64, 3)).Relu();
        x = Smaller(x, Separable(Separable(x, 128).Relu(), 128), 128);
        foreach (var channels in (int[])[256, MiddleChannels])
            x = Smaller(x, Separable(Separable(x.Relu(), channels).Relu(), channels), channels);
        for (var i = 0; i < MiddleBlocks; i++)
        {
            var y = Separable(Separable(x.Relu(), MiddleChannels).Relu(), MiddleChannels).Relu();
            x = Separable(y, MiddleChannels, 0.3f).Plus(x);
        }

        x = Smaller(x, Separable(Separable(x.Relu(), MiddleChannels).Relu(), 1024), 1024);
        return Separable(Separable(x, 1536).Relu(), 2048).Relu().GlobalPool().Dense(classes);
    }

    /// <summary>Half as many pixels of the branch, and of what it began from.</summary>
    private static LayerOutput Smaller(LayerOutput x, LayerOutput branch, int channels) =>
        branch.MaxPool(3, 2, Padding.Same).Plus(Norm(x.Conv(channels, 1, strides: 2), 0.5f));

    private static LayerOutput Separable(LayerOutput x, int channels, float scale = 0.6f) =>
        Norm(x.Separable(channels, 3, padding: Padding.Same), scale);

    private static LayerOutput Norm(LayerOutput x, float scale = 1) => x.Norm(scale, epsilon: 1e-3f, momentum: 0.99f);
}
