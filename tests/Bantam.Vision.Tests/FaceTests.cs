using Bantam.Onnx;
using Bantam.Onnx.Tests;
using Bantam.Tensors;

namespace Bantam.Vision.Tests;

/// <summary>Real detectors find the faces in real photographs, where ONNX Runtime's numbers have them.</summary>
public sealed class FaceTests
{
    private const float SameBox = 0.99f;

    [Theory]
    [InlineData("rfb", "1", 46)]
    [InlineData("slim", "1", 48)]
    [InlineData("rfb", "13", 2)]
    [InlineData("slim", "13", 2)]
    [InlineData("rfb", "19", 5)]
    [InlineData("slim", "19", 5)]
    public void Faces_are_found_where_ONNX_Runtime_has_them(string model, string photograph, int faces)
    {
        var path = SharedData.Find($"models/ultraface/{model}-320.onnx");
        var picture = Picture.Load(SharedData.Find($"models/ultraface/images/{photograph}.jpg"));
        var detector = new ObjectDetector(Model.Load(path), DetectorFormat.UltraFace, new() { Threshold = 0.7f, Overlap = 0.3f });
        var found = detector.Detect(picture);

        var judged = Ort.Run(File.ReadAllBytes(path), new Dictionary<string, Tensor> { ["input"] = detector.Input.Apply(picture) });
        var wanted = detector.Read([.. judged.Select(o => (o.Key, o.Value))], detector.Input.Place(picture));
        Assert.Equal(faces, wanted.Count);
        Assert.Equal(wanted.Count, found.Count);
        foreach (var (expected, actual) in wanted.OrderBy(d => d.Box.Left).Zip(found.OrderBy(d => d.Box.Left)))
        {
            Assert.InRange(expected.Box.IntersectionOverUnion(actual.Box), SameBox, 1);
            Assert.Equal(expected.Score, actual.Score, 1e-4);
        }
    }

    [Fact]
    public void The_format_and_the_input_follow_from_the_model()
    {
        var detector = new ObjectDetector(Model.Load(SharedData.Find("models/ultraface/rfb-320.onnx")));
        Assert.Same(DetectorFormat.UltraFace, detector.Format);
        Assert.Equal(ImageInput.UltraFace, detector.Input);
    }
}
