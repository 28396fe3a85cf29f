using System.Text.Json;
using Bantam.Graphs;
using Bantam.Onnx;
using Bantam.Tensors;
using Bantam.Vision;
using Bantam.Web.Bundles;
using Bantam.Web.Tests.Bundles;

namespace Bantam.Web.Tests.Pictures;

/// <summary>What <c>bantam-vision.js</c> makes of pictures and outputs is what .NET makes of them.</summary>
public sealed class FitTests
{
    private const string FitScript = """
        import { readFileSync } from "node:fs";
        import { toInput } from "./bantam-vision.js";
        const cases = JSON.parse(readFileSync("cases.json", "utf8"));
        console.log(JSON.stringify(cases.map(({ vision, type, width, height, pixels }) => {
          const model = { vision, inputs: [{ name: "x", type }] };
          const { inputs, placement } = toInput(model, { data: Uint8ClampedArray.from(pixels), width, height });
          const { left, top } = placement;
          return { values: [...inputs.x], left, top, width: placement.width, height: placement.height };
        })));
        """;

    private const string DetectScript = """
        import { load } from "./bantam.js";
        import { detect } from "./bantam-vision.js";
        const model = await load();
        const data = Uint8ClampedArray.from({ length: 4 * 64 * 48 }, (_, i) => i % 4 === 3 ? 255 : 0);
        console.log(JSON.stringify(await detect(model, { data, width: 64, height: 48 }, { threshold: 0.3 })));
        process.exit(0);
        """;

    [Fact]
    public async Task Pictures_are_fitted_in_every_convention()
    {
        var cases = ResizeConventions.Names.SelectMany(name => Enum.GetValues<PictureFit>().SelectMany(fit =>
            ((int, int)[])[(61, 45), (9, 31), (16, 12)], (fit, size) => (name, fit, size))).Select((c, i) => (
            Picture: Random(c.size.Item1, c.size.Item2, i),
            Input: new ImageInput(16, 12)
            {
                Resize = ResizeConventions.Find(c.name)!.Value, Fit = c.fit, Scale = 1, ShorterSide = i % 2 == 0 ? 14 : null,
                Channels = i % 5 == 0 ? ChannelOrder.Gray : ChannelOrder.Rgb, Axes = AxisOrder.Nhwc,
            })).ToArray();
        var json = JsonSerializer.Serialize(cases.Select(c => new
        {
            vision = JsonDocument.Parse(ManifestOf(c.Input)).RootElement,
            type = c.Input.Resize.ToString().StartsWith("TensorFlow", StringComparison.Ordinal) ? "float32" : "uint8",
            width = c.Picture.Width,
            height = c.Picture.Height,
            pixels = Pixels(c.Picture),
        }));
        var results = await NodeProgram.RunAsync(
            Tiny(cases[0].Input), FitScript, new Dictionary<string, byte[]> { ["cases.json"] = System.Text.Encoding.UTF8.GetBytes(json) });
        foreach (var ((picture, input), result) in cases.Zip(results.EnumerateArray()))
        {
            var place = input.Place(picture);
            Assert.Equal(
                (place.Left, place.Top, place.Width, place.Height),
                (Int("left"), Int("top"), Int("width"), Int("height")));
            var wanted = input.Apply(picture).ToArray<float>();
            var actual = result.GetProperty("values").EnumerateArray().Select(v => v.GetSingle()).ToArray();
            Assert.Equal(wanted.Length, actual.Length);
            // Pillow's numbers are whole; others are sums of floats, which may round to the neighbour where they lie between two.
            var isExact = input.Resize <= ResizeConvention.PilLanczos;
            var differing = wanted.Zip(actual).Count(p => Math.Abs(p.First - p.Second) > (isExact ? 0 : 1e-3));
            Assert.True(
                differing <= (isExact ? 0 : wanted.Length / 50), $"{input.Describe()} of {picture.Width} x {picture.Height}: {differing}");
            Assert.All(wanted.Zip(actual), p => Assert.InRange(p.Second, p.First - 1, p.First + 1));

            int Int(string name) => result.GetProperty(name).GetInt32();
        }
    }

    [Theory]
    [InlineData("corners")]
    [InlineData("ssd")]
    [InlineData("rows")]
    [InlineData("columns")]
    [InlineData("maps")]
    [InlineData("found")]
    [InlineData("landmarks")]
    public async Task Outputs_of_every_format_are_read_as_on_NET(string kind)
    {
        var anchors = SsdAnchors.Squares(64, 64, (16, [12, 24]));
        var (format, outputs) = kind switch
        {
            "corners" => (DetectorFormat.UltraFace, new[] { ("boxes", Boxes(40)), ("scores", Numbers(0, 1, 1, 40, 3)) }),
            "ssd" => (DetectorFormat.Ssd(anchors), [("scores", Numbers(-2, 3, 1, 32, 4)), ("boxes", Numbers(-2, 2, 1, 32, 4))]),
            "rows" => (DetectorFormat.Yolo, [("y", Numbers(0, 1, 1, 50, 7) * Tensor.From([60f, 60, 30, 30, 1, 1, 1]))]),
            "columns" => (DetectorFormat.Yolo, [
                ("y", (Numbers(0, 1, 1, 50, 7) * Tensor.From([60f, 60, 30, 30, 1, 1, 1])).Transpose(0, 2, 1))]),
            "maps" => (DetectorFormat.YoloV3, [("fine", Numbers(-2, 2, 1, 21, 4, 4)), ("coarse", Numbers(-2, 2, 1, 2, 2, 21))]),
            "landmarks" => (DetectorFormat.BlazeFace, [
                ("s", Numbers(-9, 1, 1, 512, 1)), ("s8", Numbers(-9, 1, 1, 384, 1)), ("b", Numbers(8, 24, 1, 512, 16)),
                ("b8", Numbers(8, 24, 1, 384, 16))]),
            _ => (DetectorFormat.TensorFlow, [
                ("detection_boxes:0", Boxes(9)), ("detection_scores:0", Numbers(0, 1, 1, 9)),
                ("detection_classes:0", Tensor.From([1f, 2, 1, 3, 1, 2, 2, 1, 3], 1, 9))]),
        };
        var input = new ImageInput(64, 64) { Fit = PictureFit.Letterbox };
        var model = Graph.Trace([("x", TensorType.Float(1, 3, 64, 64))], x =>
        {
            var nothing = x[0].ReduceSum() * 0f;
            return [.. outputs.Select(o => (o.Item1, o.Item2 + nothing))];
        });
        var graph = input.PutFitted(model);
        var bundle = Bundle.Compile(graph, new BundleOptions
        {
            Vision = PictureManifest.OfDetector(graph, input, format), Backends = [BundleBackend.All.Single(b => b.Name == "js")],
        });
        var found = await NodeProgram.RunAsync(bundle, DetectScript);
        var wanted = new ObjectDetector(new Model(model), format, new DetectorOptions { Input = input, Threshold = 0.3f })
            .Detect(new Picture(64, 48));
        Assert.True(wanted.Count > 2);
        Assert.Equal(wanted.Count, found.GetArrayLength());
        foreach (var (one, other) in wanted.Zip(found.EnumerateArray()))
        {
            Assert.Equal(one.Class, other.GetProperty("class").GetInt32());
            Assert.Equal(one.Score, other.GetProperty("score").GetSingle(), 1e-4);
            var box = other.GetProperty("box").EnumerateArray().Select(v => v.GetSingle()).ToArray();
            float[] expected = [one.Box.Left, one.Box.Top, one.Box.Right - one.Box.Left, one.Box.Bottom - one.Box.Top];
            Assert.All(expected.Zip(box), p => Assert.Equal(p.First, p.Second, 1e-2));
            var points = other.GetProperty("landmarks").EnumerateArray()
                .SelectMany(p => p.EnumerateArray()).Select(v => v.GetSingle()).ToArray();
            Assert.Equal(kind == "landmarks" ? 12 : 0, points.Length);
            Assert.All(one.Landmarks.SelectMany(p => (float[])[p.X, p.Y]).Zip(points), p => Assert.Equal(p.First, p.Second, 1e-2));
        }
    }

    private static string ManifestOf(ImageInput input) => PictureManifest.OfClassifier(Scores(input), input);

    private static CompiledBundle Tiny(ImageInput input) => Bundle.Compile(Scores(input), new BundleOptions { Vision = ManifestOf(input) });

    /// <summary>A classifier with one class.</summary>
    private static Graph Scores(ImageInput input) => input.PutFitted(Graph.Trace(
        [("x", TensorType.Float(1, 12, 16, input.Channels == ChannelOrder.Gray ? 1 : 3))], x => [("y", x[0].ReduceMean().Reshape(1, 1))]));

    private static Tensor Numbers(float low, float high, params int[] sizes) =>
        Tensor.Random(Shape.Of(sizes), seed: sizes.Sum(), low: low, high: high);

    private static Tensor Boxes(int count)
    {
        var numbers = Numbers(0, 0.5f, 1, count, 4);
        return numbers + Tensor.From([0f, 0, 0.3f, 0.3f]);
    }

    private static Picture Random(int width, int height, int seed) => Picture.FromTensor(
        Tensor.Random(Shape.Of(height, width, 3), seed: seed, high: 256).Cast(ElementType.UInt8));

    private static int[] Pixels(Picture picture) => [.. Enumerable.Range(0, picture.Width * picture.Height).SelectMany(i =>
    {
        var pixel = picture[i % picture.Width, i / picture.Width];
        return new int[] { pixel.Red, pixel.Green, pixel.Blue, 255 };
    })];
}
