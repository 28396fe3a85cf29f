using System.Text.Json;
using System.Text.RegularExpressions;
using Bantam.Tests.Web;
using Bantam.Vision;
using Bantam.Web.Bundles;
using Bantam.Web.Tests.Bundles;

namespace Bantam.Web.Tests.Pictures;

/// <summary>What <c>bantam-vision.js</c> draws, and the lines that README shows of it.</summary>
[Trait("Needs", "browser")]
public sealed partial class DrawTests(Chromium chromium)
{
    private static readonly Lazy<CompiledBundle> Faces = new(() => FaceBundle.Compile("slim", "wasm-relaxed"));

    [Fact]
    public async Task Boxes_labels_and_landmarks_are_drawn_in_the_colours_of_NET()
    {
        await using var opened = await BundlePage.OpenAsync(chromium, Faces.Value);
        var seen = await opened.RunAsync<JsonElement>(
            """
            const { draw } = await import("./bantam-vision.js");
            const context = new OffscreenCanvas(400, 300).getContext("2d");
            draw(context, [
              { box: [40, 100, 100, 120], score: 0.9, class: 0, label: "face", landmarks: [[90, 160]] },
              { box: [250, 100, 100, 120], score: 0.8, class: 4 },
              { box: [60, 105, 100, 120], score: 0.3, class: 1, label: "hidden" },
              { box: [380, 290, 100, 100], score: 0.7, class: 2, label: "at the corner" },
            ], { stroke: 2 });
            const at = (x, y) => [...context.getImageData(x, y, 1, 1).data];
            const { data } = context.getImageData(0, 0, 400, 300);
            const count = (r, g, b, top, bottom) => {
              let found = 0;
              for (let i = 4 * 400 * top; i < 4 * 400 * bottom; i += 4) found += data[i] === r && data[i + 1] === g && data[i + 2] === b;
              return found;
            };
            return {
              side: at(41, 215), point: at(90, 160), inside: at(50, 180), other: at(251, 215), ground: at(41, 95), state: context.lineWidth,
              hidden: count(86, 180, 233, 80, 100), corner: at(398, 275), far: at(20, 20),
            };
            """);
        Assert.Equal(Ink(0), Pixel("side"));
        Assert.Equal(Ink(0), Pixel("point"));
        Assert.Equal([0, 0, 0, 0], Pixel("inside"));
        Assert.Equal(Ink(4), Pixel("other"));
        Assert.Equal(Ink(0), Pixel("ground"));
        Assert.Equal(Ink(2), Pixel("corner"));
        Assert.Equal([0, 0, 0, 0], Pixel("far"));
        Assert.Equal(1, seen.GetProperty("state").GetInt32());
        Assert.Equal(0, seen.GetProperty("hidden").GetInt32());

        int[] Pixel(string name) => [.. seen.GetProperty(name).EnumerateArray().Select(v => v.GetInt32())];
    }

    [Fact]
    public async Task What_README_shows_finds_and_draws_faces()
    {
        var block = JavaScript().Matches(await File.ReadAllTextAsync(Readme(), TestContext.Current.CancellationToken))
            .Select(m => m.Groups[1].Value).Single(b => b.Contains("./bantam-vision.js", StringComparison.Ordinal));
        await using var opened = await BundlePage.OpenAsync(chromium, Faces.Value);
        await File.WriteAllTextAsync(
            Path.Combine(opened.Folder, "shown.js"), $"const {{ video, canvas }} = globalThis;\n{block}\nexport {{ faces }};\n",
            TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(
            Path.Combine(opened.Folder, "13.jpg"), FaceBundle.Photograph("13"), TestContext.Current.CancellationToken);
        var found = await opened.RunAsync<JsonElement>(
            """
            globalThis.video = new Image();
            video.src = "./13.jpg";
            await video.decode();
            globalThis.canvas = new OffscreenCanvas(video.naturalWidth, video.naturalHeight);
            const { faces } = await import("./shown.js");
            const drawn = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.some(byte => byte > 0);
            return { drawn, boxes: faces.map(({ box: [x, y, width, height], score, class: category, label }) => {
              return { x, y, width, height, score, category, label };
            }) };
            """);
        Assert.True(found.GetProperty("drawn").GetBoolean());
        var boxes = found.GetProperty("boxes").EnumerateArray().ToArray();
        Assert.Equal(2, boxes.Length);
        Assert.All(boxes, b => Assert.Equal("face", b.GetProperty("label").GetString()));
        Assert.All(boxes, b => Assert.InRange(b.GetProperty("score").GetDouble(), 0.7, 1));
    }

    private static int[] Ink(int category)
    {
        var colour = Palette.Of(category);
        return [colour.Red, colour.Green, colour.Blue, 255];
    }

    private static string Readme()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Bantam.slnx"))) folder = folder.Parent;
        return Path.Combine(folder.FullName, "README.md");
    }

    [GeneratedRegex("```js\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex JavaScript();
}
