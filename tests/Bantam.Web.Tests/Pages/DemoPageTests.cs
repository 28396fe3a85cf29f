using Bantam.Tests.Web;
using Bantam.Web.Bundles;
using Bantam.Web.Tests.Bundles;
using Microsoft.Playwright;

namespace Bantam.Web.Tests.Pages;

/// <summary>
/// The demo page with the runtime and a small network that knows nothing: what it shows is random, how it behaves is not.
/// </summary>
[Trait("Needs", "browser")]
public sealed class DemoPageTests(Chromium chromium)
{
    private static readonly Lazy<CompiledBundle> Compiled = new(() =>
    {
        var net = new DenseNet(1, 32, classes: 16);
        var random = new TestRandom(1);
        var (images, labels) = (new byte[20 * DenseNet.Pixels], new byte[20]);
        random.Fill(images);
        for (var i = 0; i < labels.Length; i++) labels[i] = (byte)(i % 10);
        var options = net.Options(isTraining: true, DemoPage.BatchSize) with { Files = DemoPage.Files(images, labels) };
        return Bundle.Compile(net.Inference, options);
    });

    [Fact]
    public async Task It_reads_what_is_drawn_learns_a_symbol_and_knows_it_after_a_reload_with_the_network_cut()
    {
        await using var opened = await BundlePage.OpenAsync(chromium, Compiled.Value, "");
        var page = opened.Page;
        var errors = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") errors.Add(message.Text);
        };
        page.PageError += (_, error) => errors.Add(error);
        await Assertions.Expect(page.GetByTestId("status")).ToHaveTextAsync("Ready");
        var backends = await page.Locator("#backends label").EvaluateAllAsync<string[]>("labels => labels.map(label => label.title)");
        Assert.Equal(["wasm-relaxed", "wasm-simd", "js"], backends);

        await DrawAsync(page);
        await Assertions.Expect(page.GetByTestId("prediction")).Not.ToHaveTextAsync("–");
        await page.GetByTestId("backend-wasm-simd").DispatchEventAsync("click");
        await Assertions.Expect(page.GetByTestId("backend-wasm-simd")).ToBeCheckedAsync();
        await Assertions.Expect(page.GetByTestId("status")).ToHaveTextAsync("Ready");
        await page.GetByTestId("backend-wasm-relaxed").DispatchEventAsync("click");
        await Assertions.Expect(page.GetByTestId("status")).ToHaveTextAsync("Ready");

        for (var i = 0; i < 3; i++)
        {
            if (i > 0) await DrawAsync(page);
            await page.GetByTestId("teach-add").ClickAsync();
        }

        await page.GetByTestId("teach-train").ClickAsync();
        await Assertions.Expect(page.GetByTestId("status")).ToContainTextAsync("Learned ★", new() { Timeout = 60_000 });
        await DrawAsync(page);
        await Assertions.Expect(page.GetByTestId("prediction")).ToHaveTextAsync("★");

        await opened.WaitForServiceWorkerAsync();
        await opened.Context.SetOfflineAsync(true);
        AssertAllFrom(opened.Address, opened.TakeRequests());
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByTestId("status")).ToHaveTextAsync("Ready");
        await DrawAsync(page);
        await Assertions.Expect(page.GetByTestId("prediction")).ToHaveTextAsync("★");
        Assert.Empty(errors);
        AssertAllFrom(opened.Address, opened.TakeRequests());
    }

    [Fact]
    public async Task The_manifest_is_asked_for_once_and_the_page_names_all_modules()
    {
        await using var opened = await BundlePage.OpenAsync(chromium, Compiled.Value, "");
        await Assertions.Expect(opened.Page.GetByTestId("status")).ToHaveTextAsync("Ready");
        // Then the service worker asks for all files.
        var asked = opened.TakeRequests().TakeWhile(r => !r.EndsWith("sw.js", StringComparison.Ordinal));
        Assert.Single(asked, r => r.EndsWith("model.json", StringComparison.Ordinal));

        // The code of the JavaScript level is asked for only where a browser has no better one, and the worker's not as a module.
        var modules = Compiled.Value.Files.Keys
            .Where(f => f.EndsWith(".js", StringComparison.Ordinal) && f is not ("sw.js" or "demo.js" or "model.js" or "bantam-worker.js"));
        var named = await opened.Page.Locator("link[rel=modulepreload]").EvaluateAllAsync<string[]>(
            "links => links.map(link => link.getAttribute('href').slice(2))");
        Assert.Equal(modules.Order(), named.Order());
    }

    [Fact]
    public async Task A_symbol_that_is_chosen_keeps_the_focus()
    {
        await using var opened = await BundlePage.OpenAsync(chromium, Compiled.Value, "");
        var page = opened.Page;
        await Assertions.Expect(page.GetByTestId("status")).ToHaveTextAsync("Ready");
        foreach (var name in (string[])["tick", "cross"])
        {
            await page.GetByTestId("teach-name").FillAsync(name);
            await DrawAsync(page);
            await page.GetByTestId("teach-add").ClickAsync();
        }

        var chip = page.GetByTestId("teach-known").GetByText("tick");
        await chip.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("teach-name")).ToHaveValueAsync("tick");
        await Assertions.Expect(chip).ToBeFocusedAsync();
    }

    private static void AssertAllFrom(Uri address, IReadOnlyList<string> requests)
    {
        Assert.NotEmpty(requests);
        Assert.All(requests, r => Assert.StartsWith($"GET {address}", r, StringComparison.Ordinal));
    }

    /// <summary>A zigzag over the canvas.</summary>
    private static async Task DrawAsync(IPage page)
    {
        var box = (await page.GetByTestId("canvas").BoundingBoxAsync())!;
        (double X, double Y)[] points = [(0.3, 0.2), (0.7, 0.3), (0.3, 0.5), (0.7, 0.7), (0.3, 0.8)];
        for (var i = 0; i < points.Length; i++)
        {
            var (x, y) = (box.X + (points[i].X * box.Width), box.Y + (points[i].Y * box.Height));
            await page.Mouse.MoveAsync((float)x, (float)y, new() { Steps = 4 });
            if (i == 0) await page.Mouse.DownAsync();
        }

        await page.Mouse.UpAsync();
    }
}
