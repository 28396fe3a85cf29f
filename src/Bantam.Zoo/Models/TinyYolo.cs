using Bantam.Training.Layers;
using Bantam.Zoo.Layers;

namespace Bantam.Zoo.Models;

/// <summary>
/// YOLOv3-tiny: a detector with three anchors for each of 13x13 and of 26x26 places. J. Redmon and A. Farhadi, "YOLOv3: An incremental
/// improvement", 2018, <see href="https://arxiv.org/abs/1804.02767"/>. Of each anchor the outputs have the box, whether there is
/// something, and the classes, as they are before the logistic function.
/// </summary>
internal static class TinyYolo
{
    private const int Anchors = 3, NumbersOfBox = 5;

    public static ZooModel V3 { get; } = new(
        "yolo-v3-tiny", "YOLOv3-tiny", new Uri("https://arxiv.org/abs/1804.02767"), side: 416, classes: 80,
        parameters: 8_852_366, multiplyAdds: 2_782_480_896, Layers);

    private static LayerOutput[] Layers(LayerOutput image, int classes)
    {
        var x = image;
        foreach (var channels in (int[])[16, 32, 64, 128]) x = Unit(x, channels, 3).MaxPool(2);
        var fine = Unit(x, 256, 3);
        x = Unit(Unit(fine.MaxPool(2), 512, 3).MaxPool(2, 1, Padding.Same), 1024, 3);
        var coarse = Unit(x, 256, 1);
        var enlarged = new UpSampling2D().Apply(Unit(coarse, 128, 1));
        return [Detections(Unit(coarse, 512, 3)), Detections(Unit(Flow.Concat(enlarged, fine), 256, 3))];

        LayerOutput Detections(LayerOutput x) => x.Conv(Anchors * (NumbersOfBox + classes), 1, bias: true);
    }

    private static LayerOutput Unit(LayerOutput x, int channels, int kernel) =>
        new LeakyReLU(0.1f).Apply(x.Conv(channels, kernel, padding: kernel / 2).Norm());
}
