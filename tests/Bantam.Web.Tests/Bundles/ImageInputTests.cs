using System.Text.Json;
using Bantam.Tests.Web;
using Bantam.Web.Bundles;

namespace Bantam.Web.Tests.Bundles;

/// <summary>Pictures as inputs: a red and a transparent pixel above a blue and a white one.</summary>
[Trait("Needs", "browser")]
public sealed class ImageInputTests(Chromium chromium)
{
    private static readonly (string Options, string Expected)[] Cases =
    [
        ("{}", "255,0,0,255,255,255,0,0,255,255,255,255"),
        ("{ background: '#000' }", "255,0,0,0,0,0,0,0,255,255,255,255"),
        ("{ channels: 1 }", "76,255,29,255"),
        ("{ channels: 1, invert: true }", "179,0,226,0"),
        ("{ channels: 4 }", "255,0,0,255,0,0,0,0,0,0,255,255,255,255,255,255"),
        ("{ channelsFirst: true }", "255,255,0,255,0,255,0,255,0,255,255,255"),
        ("{ type: 'float32', channelsFirst: true }", "1,1,0,1,0,1,0,1,0,1,1,1"),
    ];

    [Fact]
    public async Task Pixels_come_as_the_network_takes_them()
    {
        var net = new DenseNet(1, 16);
        await using var opened = await BundlePage.OpenAsync(chromium, Bundle.Compile(net.Inference, net.Options(isTraining: false)));
        var result = await opened.RunAsync<JsonElement>(
            $$"""
            const data = new ImageData(Uint8ClampedArray.of(255, 0, 0, 255, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255), 2, 2);
            const canvas = Object.assign(document.createElement("canvas"), { width: 2, height: 2 });
            canvas.getContext("2d").putImageData(data, 0, 0);
            const picture = new Image();
            picture.src = canvas.toDataURL();
            await picture.decode();
            const all = [{{string.Join(", ", Cases.Select(c => c.Options))}}];
            const read = options => [data, canvas, picture].map(source => String(imageInput(source, { width: 2, height: 2, ...options })));
            const smaller = imageInput(canvas, { width: 1, height: 1, channels: 1 });
            const larger = imageInput(picture, { width: 6, height: 4, channels: 3 });
            return { all: all.map(read), smaller: smaller[0], larger: larger.length };
            """);
        foreach (var ((_, expected), actual) in Cases.Zip(result.GetProperty("all").EnumerateArray()))
            Assert.Equal([expected, expected, expected], actual.EnumerateArray().Select(a => a.GetString()));
        Assert.InRange(result.GetProperty("smaller").GetInt32(), 145, 160);
        Assert.Equal(6 * 4 * 3, result.GetProperty("larger").GetInt32());
    }
}
