using Bantam.Graphs;
using Bantam.Onnx;
using Bantam.Tensors;

namespace Bantam.Vision.Tests;

/// <summary>Classifiers and segmenters over small models that can be computed by hand.</summary>
public sealed class TaskTests
{
    [Fact]
    public void Logits_become_probabilities_and_probabilities_stay()
    {
        Assert.Equal([0.5f, 0.25f, 0.25f], ClassScores.ToProbabilities([0.5f, 0.25f, 0.25f]));
        Assert.Equal([0.5f, 0.25f, 0.25f], ClassScores.ToProbabilities([MathF.Log(2), 0, 0]).Select(x => MathF.Round(x, 5)));
        Assert.Equal([0.5f, 0.5f], ClassScores.ToProbabilities([1000, 1000]));
        Assert.Empty(ClassScores.Top([], 3));
        Assert.Equal([new(2, null, 0.5f), new(0, "a", 0.25f)], ClassScores.Top([0.25f, 0.25f, 0.5f], 2, ["a", "b"]));
    }

    [Fact]
    public void The_brightest_channel_is_the_class()
    {
        var model = new Model(Graph.Trace(
            [("x", TensorType.Float("N", 3, 4, 4))], inputs => [("y", inputs[0].ReduceMean([2, 3]) * 10.0)]));
        var classifier = new ImageClassifier(model, labels: ["red", "green", "blue"]);
        var picture = new Picture(9, 5);
        for (var i = 1; i < picture.Pixels.Length; i += 3) picture.Pixels[i] = 255;
        var best = classifier.Classify(picture, 2);
        Assert.Equal(("green", 2), (best[0].Label, best.Count));
        Assert.Equal(1 / (1 + (2 * Math.Exp(-10))), best[0].Score, 1e-6);
    }

    [Theory]
    [InlineData(AxisOrder.Nchw)]
    [InlineData(AxisOrder.Nhwc)]
    public void Each_pixel_has_the_class_of_its_colour(AxisOrder axes)
    {
        // The map is half as large as the input, and the picture twice, so that a place of the map is four pixels wide.
        var model = new Model(Graph.Trace(
            [("x", new ImageInput(8, 4) { Axes = axes }.Type)],
            inputs => [("y", axes == AxisOrder.Nchw ? inputs[0].Slice([2, 3], [0, 0], [4, 8], [2, 2]) : inputs[0] * 2.0)]));
        var picture = Halves(16, 8);
        var found = new Segmenter(model, labels: ["r", "g", "b"]).Segment(picture);
        Assert.Equal((0, 2), (found[3, 3], found[12, 5]));
        Assert.Equal([new(0, "r", 0.5f), new(2, "b", 0.5f)], found.Shares);
        Assert.Equal([Rgb.Black, Palette.Of(1)], [found.ToPicture()[0, 0], found.ToPicture()[15, 7]]);
        picture.Draw(found, opacity: 1);
        Assert.Equal([new Rgb(255, 0, 0), Palette.Of(1)], [picture[0, 0], picture[15, 7]]);
    }

    [Fact]
    public void A_single_class_is_told_from_the_background()
    {
        foreach (var isLogit in new[] { false, true })
        {
            var model = new Model(Graph.Trace(
                [("x", TensorType.Float(1, 3, 4, 8))],
                inputs => [("y", inputs[0].ReduceMax([1], keepDimensions: true) * (isLogit ? 5.0 : 1) - (isLogit ? 3.0 : 0))]));
            var picture = Halves(8, 4);
            for (var i = 0; i < 4; i++) picture[0, i] = Rgb.Black;
            var found = new Segmenter(model).Segment(picture);
            Assert.Equal((0, 1), (found[0, 0], found[1, 0]));
        }
    }

    [Fact]
    public void Numbers_of_classes_are_taken_as_they_are()
    {
        var map = Tensor.From<long>([0, 1, 2, 3], 1, 2, 2);
        var (classes, height, width) = SegmentationMap.Classes(map, AxisOrder.Nchw)!.Value;
        Assert.Equal([0, 1, 2, 3], classes);
        Assert.Equal((2, 2), (height, width));
        Assert.Null(SegmentationMap.Classes(Tensor.Zeros(Shape.Of(1, 5)), AxisOrder.Nchw));
    }

    [Fact]
    public void Letterboxed_classes_come_back_to_the_picture()
    {
        var model = new Model(Graph.Trace([("x", TensorType.Float(1, 3, 8, 8))], inputs => [("y", inputs[0] * 1.5)]));
        var input = new ImageInput(8, 8) { Fit = PictureFit.Letterbox };
        var found = new Segmenter(model, input).Segment(Halves(32, 8));
        Assert.Equal([0, 0, 2, 2], [found[0, 0], found[15, 7], found[16, 0], found[31, 7]]);
    }

    [Fact]
    public void Many_threads_may_use_one()
    {
        var model = new Model(Graph.Trace([("x", TensorType.Float(1, 3, 4, 4))], i => [("y", i[0].ReduceMean([2, 3]))]));
        var classifier = new ImageClassifier(model);
        Parallel.For(0, 64, i =>
        {
            var picture = new Picture(3 + (i % 5), 4);
            for (var k = i % 3; k < picture.Pixels.Length; k += 3) picture.Pixels[k] = 200;
            Assert.Equal(i % 3, classifier.Classify(picture)[0].Class);
        });
    }

    [Fact]
    public void A_model_that_takes_no_picture_is_refused()
    {
        var model = new Model(Graph.Trace([("x", TensorType.Float(1, 4))], i => [("y", i[0].Relu())]));
        Assert.Contains("the model takes x: Float[1,4]", Assert.Throws<ShapeException>(() => new ImageClassifier(model)).Message,
            StringComparison.Ordinal);
    }

    /// <summary>Red on the left, blue on the right.</summary>
    private static Picture Halves(int width, int height)
    {
        var picture = new Picture(width, height);
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++) picture[x, y] = x < width / 2 ? new Rgb(255, 0, 0) : new Rgb(0, 0, 255);
        return picture;
    }
}
