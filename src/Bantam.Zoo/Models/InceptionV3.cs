using Bantam.Training.Layers;
using Bantam.Zoo.Layers;

namespace Bantam.Zoo.Models;

/// <summary>
/// Inception V3: branches side by side, of which convolutions of n pixels are parted into lines and columns. C. Szegedy et al.,
/// "Rethinking the Inception architecture for computer vision", 2015, <see href="https://arxiv.org/abs/1512.00567"/>. It has no auxiliary
/// head, which serves training only.
/// </summary>
internal static class InceptionV3
{
    public static ZooModel Entry { get; } = new(
        "inception-v3", "Inception V3", new Uri("https://arxiv.org/abs/1512.00567"), side: 299, classes: 1000,
        parameters: 23_834_568, multiplyAdds: 5_713_216_096, (image, classes) => [Layers(image, classes)]);

    private static LayerOutput Layers(LayerOutput image, int classes)
    {
        var x = Unit(Unit(Unit(image, 32, 3, strides: 2), 32, 3), 64, 3, Padding.Same).MaxPool(3, 2);
        x = Unit(Unit(x, 80, 1), 192, 3).MaxPool(3, 2);
        foreach (var pooled in (int[])[32, 64, 64]) x = Squares(x, pooled);
        x = Flow.Concat(Unit(x, 384, 3, strides: 2), Unit(Squared(x), 96, 3, strides: 2), x.MaxPool(3, 2));
        foreach (var channels in (int[])[128, 160, 160, 192]) x = Lines(x, channels);
        var lines = Unit(Unit(Unit(x, 192, 1), 192, (1, 7), Padding.Same), 192, (7, 1), Padding.Same);
        x = Flow.Concat(Unit(Unit(x, 192, 1), 320, 3, strides: 2), Unit(lines, 192, 3, strides: 2), x.MaxPool(3, 2));
        for (var i = 0; i < 2; i++) x = Wide(x);
        return x.GlobalPool().Drop(0.5f).Dense(classes);
    }

    /// <summary>Windows of 1, 3 and 5 pixels.</summary>
    private static LayerOutput Squares(LayerOutput x, int pooled)
    {
        var large = Unit(Unit(x, 48, 1), 64, 5, Padding.Same);
        return Flow.Concat(Unit(x, 64, 1), large, Unit(Squared(x), 96, 3, Padding.Same), Unit(Mean(x), pooled, 1));
    }

    /// <summary>The first two units of a branch of three.</summary>
    private static LayerOutput Squared(LayerOutput x) => Unit(Unit(x, 64, 1), 96, 3, Padding.Same);

    /// <summary>Windows of lines and columns of 7 pixels.</summary>
    private static LayerOutput Lines(LayerOutput x, int channels)
    {
        var once = Column(Line(Unit(x, channels, 1), channels), 192);
        var twice = Line(Column(Line(Column(Unit(x, channels, 1), channels), channels), channels), 192);
        return Flow.Concat(Unit(x, 192, 1), once, twice, Unit(Mean(x), 192, 1));

        static LayerOutput Line(LayerOutput x, int channels) => Unit(x, channels, (1, 7), Padding.Same);
        static LayerOutput Column(LayerOutput x, int channels) => Unit(x, channels, (7, 1), Padding.Same);
    }

    /// <summary>Many channels, of lines and columns of 3 pixels side by side.</summary>
    private static LayerOutput Wide(LayerOutput x)
    {
        var (small, large) = (Unit(x, 384, 1), Unit(Unit(x, 448, 1), 384, 3, Padding.Same));
        return Flow.Concat(Unit(x, 320, 1), Cross(small), Cross(large), Unit(Mean(x), 192, 1));

        static LayerOutput Cross(LayerOutput x) => Flow.Concat(Unit(x, 384, (1, 3), Padding.Same), Unit(x, 384, (3, 1), Padding.Same));
    }

    private static LayerOutput Mean(LayerOutput x) => x.AveragePool(3, 1, Padding.Same, countsPadding: true);

    private static LayerOutput Unit(LayerOutput x, int channels, Size2D kernel, Padding padding = default, int strides = 1) =>
        x.Conv(channels, kernel, strides, padding).Norm(epsilon: 1e-3f).Relu();
}
