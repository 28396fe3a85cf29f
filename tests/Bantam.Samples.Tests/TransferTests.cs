using Bantam.Cli.Serving;
using Bantam.Samples.Learning;
using Bantam.Tests.Web;
using Microsoft.Playwright;

namespace Bantam.Samples.Tests;

/// <summary>The page that learns from a webcam, with a picture of one colour in its place.</summary>
public sealed class TransferTests(Chromium chromium)
{
    private const string Camera =
        """
        const canvas = Object.assign(document.createElement("canvas"), { width: 320, height: 240 }), context = canvas.getContext("2d");
        window.colour = "#c02020";
        setInterval(() => { context.fillStyle = window.colour; context.fillRect(0, 0, 320, 240); }, 20);
        navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(30);
        """;

    [Trait("Needs", "browser")]
    [Fact]
    public async Task What_is_held_before_the_camera_is_learned_in_the_page()
    {
        await using var context = await chromium.NewContextAsync(new() { ViewportSize = new() { Width = 390, Height = 800 } });
        var folder = Directory.CreateTempSubdirectory("bantam-transfer-").FullName;
        try
        {
            var bundle = await Transfer.RunAsync(
                new SampleOptions { Out = folder, Data = SharedData.Folder("cifar10"), Samples = 200, Epochs = 1 });
            await using var server = await BundleServer.StartAsync(bundle, 0, cancellationToken: TestContext.Current.CancellationToken);
            var page = await context.NewPageAsync();
            await page.AddInitScriptAsync(Camera);
            await page.GotoAsync(server.Address.AbsoluteUri);
            await Assertions.Expect(page.Locator("#status")).ToContainTextAsync("Hold a button");
            foreach (var (colour, thing) in ((string, int)[])[("#c02020", 0), ("#2020c0", 1), ("#c02020", 0), ("#2020c0", 1)])
            {
                await page.EvaluateAsync("colour => { window.colour = colour; }", colour);
                await page.WaitForTimeoutAsync(200);
                await Hold(page, thing);
            }

            foreach (var (colour, thing) in ((string, int)[])[("#b02828", 0), ("#2828b0", 1)])
            {
                await page.EvaluateAsync("colour => { window.colour = colour; }", colour);
                await page.WaitForFunctionAsync("i => document.querySelectorAll('#classes meter')[i].value > 0.8", thing);
                await Assertions.Expect(page.Locator("#classes li").Nth(thing)).ToHaveClassAsync("is-best");
            }

            Assert.Equal("", await page.Locator("#error").TextContentAsync());
            Assert.Equal(390, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
            if (Environment.GetEnvironmentVariable("BANTAM_PICTURES") is { } pictures)
                await page.ScreenshotAsync(new() { Path = Path.Combine(pictures, "transfer.png"), FullPage = true });
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task Hold(IPage page, int thing)
    {
        await page.Locator("#classes button").Nth(thing).DispatchEventAsync("pointerdown");
        await page.WaitForTimeoutAsync(400);
        await page.Locator("#classes button").Nth(thing).DispatchEventAsync("pointerup");
    }
}
