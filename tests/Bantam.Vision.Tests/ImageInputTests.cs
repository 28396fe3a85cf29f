using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Onnx;
using Bantam.Tensors;

namespace Bantam.Vision.Tests;

/// <summary>Pictures become what networks take, at once and as nodes of a graph.</summary>
public sealed class ImageInputTests
{
    private static readonly ImageInput[] Inputs =
    [
        ImageInput.ImageNet with { Width = 12, Height = 12, ShorterSide = 15 }, ImageInput.UltraFace with { Width = 20, Height = 9 },
        ImageInput.Yolo with { Width = 16, Height = 16 }, ImageInput.MinusOneToOne with { Width = 10, Height = 14 },
        new(8, 8) { Channels = ChannelOrder.Gray, Resize = ResizeConvention.OpenCVArea, Fit = PictureFit.Crop },
        new(9, 7) { Channels = ChannelOrder.Bgr, Mean = [1, 2, 3], Deviation = [4, 5, 6], Scale = 1, Resize = ResizeConvention.PilBicubic },
        new(11, 5) { Element = ElementType.UInt8, Axes = AxisOrder.Nhwc },
    ];

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Inputs.Length)];

    [Theory, MemberData(nameof(Cases))]
    public void A_graph_computes_what_is_computed_at_once(int index)
    {
        var input = Inputs[index];
        var compiled = new Model(input.Put(Identity(input)));
        foreach (var (width, height) in new[] { (23, 17), (17, 23), (40, 30), (5, 4) })
        {
            var picture = Pictures.Of(width, height);
            var wanted = input.Apply(picture);
            var actual = compiled.Run(picture.ToTensor());
            Assert.Equal(input.Type, wanted.Type);
            Assert.Equal(wanted.Type, actual.Type);
            var (a, b) = (wanted.Cast(ElementType.Float).ToArray<float>(), actual.Cast(ElementType.Float).ToArray<float>());

            Assert.Equal(a, b);
            var run = new PictureModel(new Model(Identity(input)), input, input).Run(picture)[0].Tensor;
            Assert.Equal(a, run.Cast(ElementType.Float).ToArray<float>());
        }
    }

    [Fact]
    public void The_numbers_are_those_of_the_formula()
    {
        var picture = Pictures.Of(6, 5);
        var input = new ImageInput(6, 5) { Channels = ChannelOrder.Bgr, Mean = [0.1f, 0.2f, 0.3f], Deviation = [0.5f, 0.25f, 0.125f] };
        var numbers = input.Apply(picture).ToArray<float>();
        for (var c = 0; c < 3; c++)
            for (var i = 0; i < 30; i++)
                Assert.Equal(
                    ((picture.Pixels[(i * 3) + 2 - c] / 255.0) - input.Mean[c]) / input.Deviation[c], numbers[(c * 30) + i], 1e-5);
    }

    [Theory]
    [InlineData(40, 30, 20, 15, -4, -2)]
    [InlineData(30, 40, 15, 20, -2, -4)]
    [InlineData(31, 45, 15, 21, -2, -4)]
    public void ImageNet_is_cut_out_as_torchvision_does(int width, int height, int resizedWidth, int resizedHeight, int left, int top)
    {
        var input = Inputs[0];
        var place = input.Place(new Picture(width, height));
        Assert.Equal(new PicturePlacement(width, height, resizedWidth, resizedHeight, left, top), place);
        var whole = Pictures.Of(width, height).Resize(resizedWidth, resizedHeight).Crop(-left, -top, 12, 12);
        var wanted = (input with { Fit = PictureFit.Stretch }).Apply(whole).ToArray<float>();
        Assert.Equal(wanted, input.Apply(Pictures.Of(width, height)).ToArray<float>());
    }

    [Fact]
    public void Boxes_come_back_to_the_picture()
    {
        var place = ImageInput.Yolo.Place(new Picture(1280, 640));
        Assert.Equal(new Box(200, 0, 1280, 100), place.ToPicture(new Box(100, 100, 700, 210)));
    }

    [Fact]
    public void A_model_says_what_it_takes()
    {
        var nhwc = Identity(new ImageInput(10, 6) { Axes = AxisOrder.Nhwc, Channels = ChannelOrder.Gray });
        var found = ImageInputs.Of(nhwc, ImageInput.ImageNet);
        Assert.Equal((10, 6, AxisOrder.Nhwc, ChannelOrder.Gray), (found.Width, found.Height, found.Axes, found.Channels));
        Assert.Single(found.Mean);
        Assert.Equal(
            "10 x 6, pil-bilinear, stretched; GRAY, NHWC, (pixel * 1/255 - 0) / 1", ImageInputs.Of(nhwc).Describe());
        var none = Graph.Trace([("x", TensorType.Float(1, 4))], i => [("y", i[0].Relu())]);
        Assert.Contains("the model takes x: Float[1,4]", Assert.Throws<ShapeException>(() => ImageInputs.Of(none)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "the picture becomes Float[1,3,9,9]", Assert.Throws<ShapeException>(() => new ImageInput(9, 9).Put(nhwc)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Fixed_sizes_make_a_plan()
    {
        var graph = ImageInput.UltraFace.Put(Identity(ImageInput.UltraFace), height: 480, width: 640);
        Assert.True(graph.IsBound);
        Assert.Equal(new TensorType(ElementType.UInt8, Shape.Of(480, 640, 3)), graph.Inputs[0].Type);
        graph.Verify();
    }

    private static Graph Identity(ImageInput input) => Graph.Trace([("x", input.Type)], inputs => [("y", inputs[0] + inputs[0].Number(0))]);
}
