using Bantam.Tensors;
using Bantam.Training.Layers;
using Bantam.Zoo.Layers;

namespace Bantam.Zoo.Models;

/// <summary>
/// MobileNet V3, small and large: the blocks of V2 with squeeze-and-excitation and the hard swish, in numbers that a search found.
/// A. Howard et al., "Searching for MobileNetV3", 2019, <see href="https://arxiv.org/abs/1905.02244"/>.
/// </summary>
internal static class MobileNetV3
{
    private static readonly Uri Paper = new("https://arxiv.org/abs/1905.02244");

    private static readonly Block[] SmallBlocks =
    [
        new(3, 16, 16, true, false, 2), new(3, 72, 24, false, false, 2), new(3, 88, 24, false, false, 1), new(5, 96, 40, true, true, 2),
        new(5, 240, 40, true, true, 1), new(5, 240, 40, true, true, 1), new(5, 120, 48, true, true, 1), new(5, 144, 48, true, true, 1),
        new(5, 288, 96, true, true, 2), new(5, 576, 96, true, true, 1), new(5, 576, 96, true, true, 1),
    ];

    private static readonly Block[] LargeBlocks =
    [
        new(3, 16, 16, false, false, 1), new(3, 64, 24, false, false, 2), new(3, 72, 24, false, false, 1), new(5, 72, 40, true, false, 2),
        new(5, 120, 40, true, false, 1), new(5, 120, 40, true, false, 1), new(3, 240, 80, false, true, 2), new(3, 200, 80, false, true, 1),
        new(3, 184, 80, false, true, 1), new(3, 184, 80, false, true, 1), new(3, 480, 112, true, true, 1), new(3, 672, 112, true, true, 1),
        new(5, 672, 160, true, true, 2), new(5, 960, 160, true, true, 1), new(5, 960, 160, true, true, 1),
    ];

    public static ZooModel Small { get; } = new(
        "mobilenet-v3-small", "MobileNet V3 small", Paper, side: 224, classes: 1000,
        parameters: 2_542_856, multiplyAdds: 56_510_400, (image, classes) => [Layers(image, SmallBlocks, 1024, classes)]);

    public static ZooModel Large { get; } = new(
        "mobilenet-v3-large", "MobileNet V3 large", Paper, side: 224, classes: 1000,
        parameters: 5_483_032, multiplyAdds: 216_589_760, (image, classes) => [Layers(image, LargeBlocks, 1280, classes)]);

    private static LayerOutput Layers(LayerOutput image, Block[] blocks, int last, int classes)
    {
        var x = Norm(image.Conv(16, 3, strides: 2, padding: 1)).Then(Activations.HardSwish);
        var channels = 16;
        foreach (var block in blocks)
        {
            x = block.Apply(x, channels);
            channels = block.To;
        }

        x = Norm(x.Conv(6 * channels, 1)).Then(Activations.HardSwish);
        return x.GlobalPool().Dense(last).Then(Activations.HardSwish).Drop(0.2f).Dense(classes);
    }

    private static LayerOutput Norm(LayerOutput x, float scale = 1) => x.Norm(scale, epsilon: 1e-3f, momentum: 0.99f);

    /// <summary>A block.</summary>
    /// <param name="Kernel">The window of the convolution of each channel.</param>
    /// <param name="Wide">How many channels that has.</param>
    /// <param name="To">How many come out.</param>
    /// <param name="Squeezes">Whether there is squeeze-and-excitation.</param>
    /// <param name="IsSwish">Whether the activation is hard swish, or else the rectifier.</param>
    /// <param name="Strides">The strides.</param>
    private sealed record Block(int Kernel, int Wide, int To, bool Squeezes, bool IsSwish, int Strides)
    {
        /// <summary>Applies the block to so many channels.</summary>
        public LayerOutput Apply(LayerOutput x, int from)
        {
            Func<Tensor, Tensor> activation = IsSwish ? Activations.HardSwish : Activations.Relu;
            var y = Wide == from ? x : Norm(x.Conv(Wide, 1)).Then(activation);
            y = Norm(y.Depthwise(Kernel, Strides, padding: Kernel / 2)).Then(activation);
            if (Squeezes) y = SqueezeExcite.Apply(y, Wide, Divisible(Wide / 4), Activations.Relu, Activations.HardSigmoid);
            var isResidual = Strides == 1 && from == To;
            y = Norm(y.Conv(To, 1), (isResidual ? 0.5f : 1) * (Squeezes ? SqueezeExcite.Regain : 1));
            return isResidual ? x.Plus(y) : y;
        }

        /// <summary>The nearest number that 8 divides, of those that are 90 % of it or more.</summary>
        private static int Divisible(int channels)
        {
            var near = Math.Max(8, (channels + 4) / 8 * 8);
            return near < 0.9 * channels ? near + 8 : near;
        }
    }
}
