using System.Globalization;
using System.Text.Json;
using Bantam.Tests.Web;
using Bantam.Vision;
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
