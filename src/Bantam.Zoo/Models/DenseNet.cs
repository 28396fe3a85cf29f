using Bantam.Training.Layers;
using Bantam.Zoo.Layers;

namespace Bantam.Zoo.Models;

/// <summary>
/// DenseNet-121: each layer of a block sees the outputs of all before it. G. Huang et al., "Densely connected convolutional networks",
/// 2016, <see href="https://arxiv.org/abs/1608.06993"/>.
/// </summary>
internal static class DenseNet
{
    private const int Growth = 32, Bottleneck = 4 * Growth;
    private static readonly int[] Blocks = [6, 12, 24, 16];

    public static ZooModel D121 { get; } = new(
        "densenet-121", "DenseNet-121", new Uri("https://arxiv.org/abs/1608.06993"), side: 224, classes: 1000,
        parameters: 7_978_856, multiplyAdds: 2_834_161_664, (image, classes) => [Layers(image, classes)]);

    private static LayerOutput Layers(LayerOutput image, int classes)
    {
        var x = image.Conv(64, 7, strides: 2, padding: 3).Norm().Relu().MaxPool(3, 2, padding: 1);
        var channels = 64;
        for (var block = 0; block < Blocks.Length; block++)
        {
            if (block > 0) x = x.Norm(0.7f).Relu().Conv(channels /= 2, 1).AveragePool(2);
            List<LayerOutput> features = [x];
            for (var i = 0; i < Blocks[block]; i++) features.Add(Layer(Flow.Concat(features)));
            x = Flow.Concat(features);
            channels += Blocks[block] * Growth;
        }

        return x.Norm().Relu().GlobalPool().Dense(classes);
    }

    private static LayerOutput Layer(LayerOutput x) =>
        x.Norm().Relu().Conv(Bottleneck, 1).Norm(0.7f).Relu().Conv(Growth, 3, padding: 1);
}
