using Bantam.Training.Layers;
using Bantam.Zoo.Layers;

namespace Bantam.Zoo.Models;

/// <summary>
/// ShuffleNet V2 with 1.0 times the channels: one half of them passes each unit as it is, and a shuffle mixes both. N. Ma et al.,
/// "ShuffleNet V2: Practical guidelines for efficient CNN architecture design", 2018, <see href="https://arxiv.org/abs/1807.11164"/>.
/// </summary>
internal static class ShuffleNetV2
{
    private static readonly (int Units, int Channels)[] Stages = [(4, 116), (8, 232), (4, 464)];

    public static ZooModel Entry { get; } = new(
        "shufflenet-v2", "ShuffleNet V2 x1.0", new Uri("https://arxiv.org/abs/1807.11164"), side: 224, classes: 1000,
        parameters: 2_278_604, multiplyAdds: 144_907_992, (image, classes) => [Layers(image, classes)]);

    private static LayerOutput Layers(LayerOutput image, int classes)
    {
        var x = image.Conv(24, 3, strides: 2, padding: 1).Norm().Relu().MaxPool(3, 2, padding: 1);
        foreach (var (units, channels) in Stages)
        {
            x = Joined(
                x.Depthwise(3, strides: 2, padding: 1).Norm().Conv(channels / 2, 1).Norm(0.7f).Relu(), Branch(x, channels / 2, strides: 2));
            for (var i = 1; i < units; i++)
                x = Joined(new Channels(0).Apply(x), Branch(new Channels(1).Apply(x), channels / 2, strides: 1));
        }

        return x.Conv(1024, 1).Norm().Relu().GlobalPool().Dense(classes);
    }

    private static LayerOutput Branch(LayerOutput x, int channels, int strides)
    {
        var y = x.Conv(channels, 1).Norm().Relu().Depthwise(3, strides, padding: 1).Norm();
        return y.Conv(channels, 1).Norm(0.7f).Relu();
    }

    private static LayerOutput Joined(LayerOutput left, LayerOutput right) => new ChannelShuffle(2).Apply(Flow.Concat(left, right));
}
