using Bantam.Graphs;
using Bantam.Onnx;
using Bantam.Tensors;

namespace Bantam.Vision.Tests;

/// <summary>Detectors that say the same in different ways: a box from (8, 4) to (24, 12) in an input of 32 x 16, of class 1.</summary>
public sealed class DetectorFormatTests
{
    private static readonly Box Wanted = new(8, 4, 24, 12);

    [Fact]
    public void Corners_with_the_background_first_are_read() => AssertFound(
        DetectorFormat.UltraFace, ("scores", Floats([0.1f, 0.2f, 0.7f, 1, 0, 0], 1, 2, 3)),
        ("boxes", Floats([0.25f, 0.25f, 0.75f, 0.75f, 0, 0, 1, 1], 1, 2, 4)));

    [Fact]
    public void Corners_may_come_before_scores() => AssertFound(
        DetectorFormat.UltraFace, ("boxes", Floats([0, 0, 1, 1, 0.25f, 0.25f, 0.75f, 0.75f], 1, 2, 4)),
        ("scores", Floats([1, 0, 0, 0.1f, 0.2f, 0.7f], 1, 2, 3)));

    [Fact]
    public void What_TensorFlow_found_is_read() => AssertFound(
        DetectorFormat.TensorFlow, ("detection_scores:0", Floats([0.7f, 0.1f], 1, 2)), ("detection_classes:0", Floats([2, 1], 1, 2)),
        ("detection_boxes:0", Floats([0.25f, 0.25f, 0.75f, 0.75f, 0, 0, 1, 1], 1, 2, 4)));

    [Fact]
    public void What_torchvision_found_is_read() => AssertFound(
        DetectorFormat.TorchVision, ("boxes", Floats([8, 4, 24, 12, 0, 0, 32, 16], 2, 4)), ("labels", Tensor.From<long>([2, 1], 2)),
        ("scores", Floats([0.7f, 0.1f], 2)));

    [Fact]
    public void Boxes_of_later_YOLOs_are_read_in_rows_and_columns()
    {
        var rows = new float[9 * 7];
        float[] one = [16, 8, 16, 8, 0.875f, 0.1f, 0.8f];
        one.CopyTo(rows, 7 * 3);
        AssertFound(DetectorFormat.Yolo, ("output0", Floats(rows, 1, 9, 7)));
        var columns = new float[6 * 9];
        float[] column = [16, 8, 16, 8, 0.1f, 0.7f];
        for (var f = 0; f < 6; f++) columns[(f * 9) + 3] = column[f];
        AssertFound(DetectorFormat.Yolo, ("output0", Floats(columns, 1, 6, 9)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Maps_of_YOLO_are_read_in_each_order_of_axes(int order)
    {
        // Two maps of 2 x 4 and 4 x 8 cells; anchors of the coarse one. The box's centre (16, 8) begins cell (2, 1), so that its offset
        // in there is next to nothing: a logit of -30.
        AssertFound(
            null, DetectorFormat.YoloV3WithAnchors(new YoloAnchors([(8, 8), (16, 4), (1, 1)]), new YoloAnchors([(1, 1), (1, 1), (1, 1)])),
            ("fine", Map(4, 8, order, [])),
            ("coarse", Map(2, 4, order, [-30, -30, 0, MathF.Log(2), 30, -30, 0.8472979f])));
    }

    [Fact]
    public void Anchors_of_UltraFace_are_4420_and_a_detector_of_offsets_is_read()
    {
        Assert.Equal(4420, SsdAnchors.UltraFace(320, 240).Count);
        var two = new SsdAnchors([Box.Around(0.4f, 0.5f, 0.25f, 0.5f), new Box(0, 0, 1, 1)]);

        // The centre is 0.1 = offset · 0.1 · 0.25 further right, and the width twice as large: log(2) = offset · 0.2.
        AssertFound(
            null, DetectorFormat.Ssd(two), ("offsets", Floats([4, 0, 5 * MathF.Log(2), 0, 0, 0, 0, 0], 1, 2, 4)),
            ("logits", Floats([MathF.Log(0.1f), MathF.Log(0.2f), MathF.Log(0.7f), 9, 0, 0], 1, 2, 3)));
    }

    [Fact]
    public void What_is_not_understood_is_told_what_is()
    {
        var model = Model(("y", Floats([1, 2], 1, 2)));
        var error = Assert.Throws<ShapeException>(() => new ObjectDetector(model));
        Assert.Contains("these are y: Float[1,2]", error.Message, StringComparison.Ordinal);
        Assert.Contains("the maps [1,3*(5+classes),rows,columns]", error.Message, StringComparison.Ordinal);
        Assert.Contains(
            "there are 2 anchors", Assert.Throws<ShapeException>(() => new ObjectDetector(
                Model(("a", Floats(new float[12], 1, 3, 4)), ("b", Floats(new float[6], 1, 3, 2))),
                DetectorFormat.Ssd(new SsdAnchors([default, default]))).Detect(new Picture(3, 3))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Soft_suppression_keeps_what_hard_leaves_out()
    {
        var model = Model(
            ("scores", Floats([0.1f, 0.9f, 0.2f, 0.8f], 1, 2, 2)), ("boxes", Floats([0, 0, 1, 1, 0, 0, 1, 0.6f], 1, 2, 4)));
        int Count(Suppression how) => new ObjectDetector(
            model, null, new() { Suppression = how, Threshold = 0.3f, Overlap = 0.5f }).Detect(new Picture(32, 16)).Count;
        Assert.Equal([1, 2, 2], [Count(Suppression.Hard), Count(Suppression.SoftLinear), Count(Suppression.SoftGaussian)]);
    }

    private static void AssertFound(DetectorFormat format, params (string, Tensor)[] outputs) => AssertFound(format, null, outputs);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Boxes_and_landmarks_of_BlazeFace_are_read(bool isJoined)
    {
        // Of the coarse map's 8x8 cells the one in row 2, column 5, has six anchors; the fourth says something.
        var scores = Tensor.Full(-30f, Shape.Of(1, 896, 1));
        var boxes = Tensor.Zeros(Shape.Of(1, 896, 16));
        var at = 512 + (((2 * 8) + 5) * 6) + 3;
        scores.Span<float>()[at] = 0.8472979f;
        float[] says = [0, 4, 16, 8, -2, 1, 2, 1, 0, 2, 0, 3, -4, 2, 4, 2.5f];
        says.CopyTo(boxes.Span<float>()[(at * 16)..]);
        (string, Tensor)[] joined = [("boxes", boxes), ("scores", scores)];
        (string, Tensor)[] parted =
        [
            ("b8", boxes.Slice([1], [512], [896])), ("s16", scores.Slice([1], [0], [512])), ("s8", scores.Slice([1], [512], [896])),
            ("b16", boxes.Slice([1], [0], [512])),
        ];
        var detector = new ObjectDetector(Model(isJoined ? joined : parted), null, new() { Input = new ImageInput(32, 16) });
        Assert.Same(DetectorFormat.BlazeFace, detector.Format);
        var found = Assert.Single(detector.Detect(new Picture(64, 32)));

        // The cell's centre is at (5.5, 2.5) eighths: (22, 5) of the input, and twice that of the picture.
        Assert.Equal(new Box(28, 10, 60, 26), Rounded(found.Box));
        Assert.Equal((0, 0.7f), (found.Class, MathF.Round(found.Score, 4)));
        Assert.Equal([(40, 12), (48, 12), (44, 14), (44, 16), (36, 14), (52, 15)], found.Landmarks);
    }

    /// <summary>A picture of twice the size, in which the box is twice as large.</summary>
    private static void AssertFound(DetectorFormat? recognized, DetectorFormat? given, params (string, Tensor)[] outputs)
    {
        var detector = new ObjectDetector(
            Model(outputs), given, new() { Labels = ["bird", "cat"], Input = new ImageInput(32, 16), Threshold = 0.6f });
        if (recognized is not null) Assert.Same(recognized, detector.Format);
        var found = Assert.Single(detector.Detect(new Picture(64, 32)));
        Assert.Equal(Wanted.Scale(2, 2), Rounded(found.Box));
        Assert.Equal((1, "cat", 0.7f), (found.Class, found.Label, MathF.Round(found.Score, 4)));
    }

    private static Box Rounded(Box box) =>
        new(MathF.Round(box.Left, 3), MathF.Round(box.Top, 3), MathF.Round(box.Right, 3), MathF.Round(box.Bottom, 3));

    /// <summary>
    /// A map of three anchors and two classes, where the second anchor says something in row 1, column 2, and no other does.
    /// </summary>
    private static Tensor Map(int rows, int columns, int order, float[] says)
    {
        const int fields = 7;
        var map = Tensor.Full(-30f, Shape.Of(1, 3, fields, rows, columns));
        for (var f = 0; f < says.Length; f++) map.Span<float>()[((((1 * fields) + f) * rows) + 1) * columns + 2] = says[f];
        return order switch
        {
            0 => map.Reshape(1, 3 * fields, rows, columns),
            1 => map.Reshape(1, 3 * fields, rows, columns).Transpose(0, 2, 3, 1),
            _ => map.Transpose(0, 1, 3, 4, 2),
        };
    }

    private static Tensor Floats(float[] numbers, params int[] shape) => Tensor.From(numbers, shape);

    /// <summary>A model that says the same of every picture.</summary>
    private static Model Model(params (string Name, Tensor Tensor)[] outputs) => new(Graph.Trace(
        [("x", TensorType.Float(1, 3, 16, 32))],
        inputs => [.. outputs.Select(o => (o.Name, o.Tensor + (inputs[0].ReduceMax() * 0).Cast(o.Tensor.Element)))]));
}
