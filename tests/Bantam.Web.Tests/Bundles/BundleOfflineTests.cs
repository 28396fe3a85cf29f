using System.Text;
using Bantam.Tests.Web;
using Bantam.Web.Bundles;
using Microsoft.Playwright;

namespace Bantam.Web.Tests.Bundles;

/// <summary>The page that a bundle brings, and what its service worker keeps.</summary>
[Trait("Needs", "browser")]
public sealed class BundleOfflineTests(Chromium chromium)
{
    private static readonly DenseNet Net = new(1, 32);
    private static readonly Lazy<CompiledBundle> Compiled = new(() => Bundle.Compile(Net.Inference, Net.Options(isTraining: true, 16)));

    [Fact]
    public async Task The_page_runs_the_model_also_with_the_network_cut()
    {
        await using var opened = await BundlePage.OpenAsync(chromium, Compiled.Value, "");
        var online = await ReadAsync(opened.Page);
        await opened.Page.EvaluateAsync("() => navigator.serviceWorker.ready.then(async () => { while (!navigator.serviceWorker.controller) await new Promise(go => setTimeout(go, 20)); })");
        await opened.Context.SetOfflineAsync(true);
        await opened.Page.ReloadAsync();
        Assert.Equal(online, await ReadAsync(opened.Page));

        // The other level was not loaded before the network was cut.
        Assert.Equal("wasm-simd", await opened.Page.EvaluateAsync<string>("async () => (await (await import('./bantam.js')).load('./model.json', { backend: 'wasm-simd' })).backend"));
        await opened.GotoAsync("index.html?again");
        Assert.Equal(online, await ReadAsync(opened.Page));
        Assert.Equal(200, await opened.Page.EvaluateAsync<int>("async () => (await fetch('./test.html')).status"));
    }

    [Fact]
    public async Task A_new_bundle_takes_the_place_of_the_old_one_in_the_cache()
    {
        await using var opened = await BundlePage.OpenAsync(chromium, Compiled.Value, "");
        const string wait = "async () => { const known = await navigator.serviceWorker.ready; while (known.active?.state !== 'activated') await new Promise(go => setTimeout(go, 20)); return caches.keys(); }";
        var first = await opened.Page.EvaluateAsync<string[]>(wait);
        var options = Net.Options(isTraining: false) with { Name = "another" };
        await Bundle.Compile(Net.Inference, options).WriteAsync(opened.Folder, TestContext.Current.CancellationToken);

        // The page that is served now is shown at once, whichever worker answers.
        await opened.Page.ReloadAsync();
        Assert.Equal("another", await opened.Page.Locator("h1").TextContentAsync());
        await opened.Page.WaitForFunctionAsync("old => caches.keys().then(names => names.length === 1 && names[0] !== old)", first.Single());
        Assert.Equal("another", await opened.Page.Locator("h1").TextContentAsync());
    }

    [Fact]
    public async Task A_page_of_its_own_takes_the_place_of_the_plain_one()
    {
        var page = "<!doctype html><title>Mine</title><link rel=icon href=data:,>";
        var options = Net.Options(isTraining: false) with { Files = new Dictionary<string, ReadOnlyMemory<byte>> { ["index.html"] = Encoding.UTF8.GetBytes(page), ["art/pen.svg"] = "<svg/>"u8.ToArray() } };
        var bundle = Bundle.Compile(Net.Inference, options);
        await using var opened = await BundlePage.OpenAsync(chromium, bundle, "");
        Assert.Equal("Mine", await opened.Page.TitleAsync());
        Assert.False(bundle.Files.ContainsKey("page.js"));
        Assert.True(File.Exists(Path.Combine(opened.Folder, "art", "pen.svg")));
    }

    private static async Task<string> ReadAsync(IPage page)
    {
        await page.Locator("textarea").FillAsync(string.Join(' ', Enumerable.Range(0, DenseNet.Pixels).Select(i => i % 256)));
        await page.Locator("button").ClickAsync();
        await page.Locator("td").First.WaitForAsync();
        Assert.Equal("", await page.Locator("#error").TextContentAsync());
        Assert.Equal("probabilities: batch x 10", await page.Locator("h2").TextContentAsync());
        Assert.Equal(DenseNet.Classes, await page.Locator("tr").CountAsync());
        return string.Join(' ', await page.Locator("td:nth-child(2)").AllTextContentsAsync());
    }
}
