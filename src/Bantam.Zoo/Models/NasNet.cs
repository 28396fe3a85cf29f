using Bantam.Training.Layers;
using Bantam.Zoo.Layers;

namespace Bantam.Zoo.Models;

/// <summary>
/// NASNet-A (4 @ 1056), the mobile one: cells that a search found, each of which sees the outputs of the two before it. B. Zoph et al.,
/// "Learning transferable architectures for scalable image recognition", 2017, <see href="https://arxiv.org/abs/1707.07012"/>.
/// </summary>
internal static class NasNet
{
    private const int Cells = 4, StemChannels = 32, Channels = 44;

    public static ZooModel Mobile { get; } = new(
        "nasnet-mobile", "NASNet-A mobile", new Uri("https://arxiv.org/abs/1707.07012"), side: 224, classes: 1000,
        parameters: 5_289_978, multiplyAdds: 563_638_816, (image, classes) => [Layers(image, classes)],
        anySide: false);

    private static LayerOutput Layers(LayerOutput image, int classes)
    {
        var x = new Image(Norm(image.Conv(StemChannels, 3, strides: 2)), Side: 111, StemChannels);
        var before = x;
        (x, before) = (Reduction(x, before, Channels / 4), x);
        (x, before) = (Reduction(x, before, Channels / 2), x);
        for (var stage = 0; stage < 3; stage++)
        {
            var channels = Channels << stage;
            if (stage > 0) (x, before) = (Reduction(x, before, channels), x);
            for (var i = 0; i < Cells; i++) (x, before) = (Normal(x, before, channels), x);
        }

        return x.Pixels.Relu().GlobalPool().Dense(classes);
    }

    private static Image Normal(Image x, Image before, int channels)
    {
        var p = Adjusted(before, x, channels);
        var h = Norm(x.Pixels.Relu().Conv(channels, 1));
        return new Image(
            Flow.Concat(
                p,
                Separable(h, channels, 5).Plus(Separable(p, channels, 3)),
                Separable(p, channels, 5).Plus(Separable(p, channels, 3)),
                Mean(h).Plus(p),
                Mean(p).Plus(Mean(p)),
                Separable(h, channels, 3).Plus(h)),
            x.Side, 6 * channels);
    }

    /// <summary>A cell that halves height and width.</summary>
    private static Image Reduction(Image x, Image before, int channels)
    {
        var p = Adjusted(before, x, channels);
        var h = Norm(x.Pixels.Relu().Conv(channels, 1));

        // Zeros, which take part in means and maxima.
        var margin = (x.Side % 2, 1);
        var padded = new ZeroPadding2D(margin, margin).Apply(h);
        var first = Separable(h, channels, 5, strides: 2).Plus(Separable(p, channels, 7, strides: 2));
        var second = padded.MaxPool(3, 2).Plus(Separable(p, channels, 7, strides: 2));
        var third = padded.AveragePool(3, 2).Plus(Separable(p, channels, 5, strides: 2));
        var fourth = second.Plus(Mean(first));
        var fifth = Separable(first, channels, 3).Plus(padded.MaxPool(3, 2));
        return new Image(Flow.Concat(second, third, fourth, fifth), (x.Side + 1) / 2, 4 * channels);
    }

    /// <summary>What came before the last cell, with as many pixels and channels as this one works on.</summary>
    private static LayerOutput Adjusted(Image before, Image x, int channels)
    {
        if (before == x) return before.Pixels;
        if (before.Side != x.Side)
        {
            var p = before.Pixels.Relu();
            var shifted = new Cropping2D((1, 0), (1, 0)).Apply(new ZeroPadding2D((0, 1), (0, 1)).Apply(p));
            return Norm(Flow.Concat(Half(p), Half(shifted)));
        }

        return before.Channels == channels ? before.Pixels : Norm(before.Pixels.Relu().Conv(channels, 1));

        LayerOutput Half(LayerOutput p) => p.AveragePool(1, 2).Conv(channels / 2, 1);
    }

    private static LayerOutput Separable(LayerOutput x, int channels, int kernel, int strides = 1)
    {
        var y = Norm(x.Relu().Separable(channels, kernel, strides, Padding.Same), 0.7f);
        return Norm(y.Relu().Separable(channels, kernel, padding: Padding.Same), 0.3f);
    }

    private static LayerOutput Mean(LayerOutput x) => x.AveragePool(3, 1, Padding.Same);

    private static LayerOutput Norm(LayerOutput x, float scale = 1) => x.Norm(scale, epsilon: 1e-3f, momentum: 0.9997f);

    /// <summary>An image of which the size is known.</summary>
    /// <param name="Pixels">The image.</param>
    /// <param name="Side">Its height and width.</param>
    /// <param name="Channels">Its channels.</param>
    private sealed record Image(LayerOutput Pixels, int Side, int Channels);
}
