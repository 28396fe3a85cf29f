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
        await opened.WaitForServiceWorkerAsync();
        await opened.Context.SetOfflineAsync(true);
        await opened.Page.ReloadAsync();
        Assert.Equal(online, await ReadAsync(opened.Page));

        // The other level was not loaded before the network was cut.
        var backend = await opened.Page.EvaluateAsync<string>(
            "async () => (await (await import('./bantam.js')).load('./model.json', { backend: 'wasm-simd' })).backend");
        Assert.Equal("wasm-simd", backend);
        await opened.GotoAsync("index.html?again");
        Assert.Equal(online, await ReadAsync(opened.Page));
        Assert.Equal(200, await opened.Page.EvaluateAsync<int>("async () => (await fetch('./test.html')).status"));
    }

    [Fact]
    public async Task A_new_bundle_takes_the_place_of_the_old_one_in_the_cache()
    {
        await using var opened = await BundlePage.OpenAsync(chromium, Compiled.Value, "");
        const string wait =
            """
            async () => {
              const known = await navigator.serviceWorker.ready;
              while (known.active?.state !== "activated") await new Promise(go => setTimeout(go, 20));
              return caches.keys();
            }
            """;
        var first = await opened.Page.EvaluateAsync<string[]>(wait);
        var options = Net.Options(isTraining: false) with { Name = "another" };
        await Bundle.Compile(Net.Inference, options).WriteAsync(opened.Folder, TestContext.Current.CancellationToken);

        // The page that is served now is shown at once, whichever worker answers.
        await opened.Page.ReloadAsync();
        Assert.Equal("another", await opened.Page.Locator("h1").TextContentAsync());
        await opened.Page.WaitForFunctionAsync(
            "old => caches.keys().then(names => names.length === 1 && names[0] !== old)", first.Single());
        Assert.Equal("another", await opened.Page.Locator("h1").TextContentAsync());
    }

    [Fact]
    public async Task A_page_of_its_own_takes_the_place_of_the_plain_one()
    {
        var files = new Dictionary<string, ReadOnlyMemory<byte>>
        {
            ["index.html"] = "<!doctype html><title>Mine</title><link rel=icon href=data:,>"u8.ToArray(),
            ["art/pen.svg"] = "<svg/>"u8.ToArray(),
        };
        var bundle = Bundle.Compile(Net.Inference, Net.Options(isTraining: false) with { Files = files });
        await using var opened = await BundlePage.OpenAsync(chromium, bundle, "");
        Assert.Equal("Mine", await opened.Page.TitleAsync());
        Assert.False(bundle.Files.ContainsKey("page.js"));
        Assert.True(File.Exists(Path.Combine(opened.Folder, "art", "pen.svg")));
    }

    [Fact]
    public async Task What_is_kept_answers_where_the_server_has_an_error_for_it()
    {
        await using var opened = await BundlePage.OpenAsync(chromium, Compiled.Value, "");
        await opened.WaitForServiceWorkerAsync();
        File.Delete(Path.Combine(opened.Folder, "page.css"));
        int[] status = await opened.Page.EvaluateAsync<int[]>(
            """
            () => {
              const asked = [fetch("./page.css"), fetch("./page.css", { cache: "reload" }), fetch("./missing")];
              return Promise.all(asked.map(async answer => (await answer).status));
            }
            """);
        Assert.Equal([200, 404, 404], status);
    }

    [Fact]
    public async Task A_wrong_file_is_not_kept_under_an_address_with_a_hash()
    {
        await using var opened = await BundlePage.OpenAsync(chromium, Compiled.Value);
        var file = Compiled.Value.Files.Keys.Single(f => f.StartsWith("weights-", StringComparison.Ordinal));
        await File.WriteAllBytesAsync(Path.Combine(opened.Folder, file), new byte[100], TestContext.Current.CancellationToken);
        const string install =
            """
            const registration = await navigator.serviceWorker.register("./sw.js"), worker = registration.installing;
            const settled = () => worker.state === "redundant" || worker.state === "activated";
            if (!settled()) await new Promise(done => { worker.onstatechange = () => settled() && done(); });
            return worker.state;
            """;
        Assert.Equal("redundant", await opened.RunAsync<string>(install));
        var kept = await opened.RunAsync<string[]>(
            """
            const kept = [];
            for (const name of await caches.keys())
              for (const { url } of await (await caches.open(name)).keys()) kept.push(url);
            return kept;
            """);
        Assert.DoesNotContain(kept, url => url.Contains(file, StringComparison.Ordinal));

        await File.WriteAllBytesAsync(Path.Combine(opened.Folder, file), Compiled.Value.Files[file], TestContext.Current.CancellationToken);
        Assert.Equal("activated", await opened.RunAsync<string>(install));
    }

    [Fact]
    public async Task Files_of_the_page_are_kept_under_the_addresses_that_it_asks_for()
    {
        string[] names = ["extra.wasm", "weights-of-mine.json", "a #1 100%?.txt", "art/é+(1).svg"];
        var files = names.ToDictionary(n => n, n => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(n));
        var bundle = Bundle.Compile(Net.Inference, Net.Options(isTraining: false) with { Files = files });
        await using var opened = await BundlePage.OpenAsync(chromium, bundle, "");
        await opened.WaitForServiceWorkerAsync();
        await opened.Context.SetOfflineAsync(true);
        var read = await opened.Page.EvaluateAsync<string[]>(
            """
            () => {
              const paths = ["extra.wasm", "weights-of-mine.json", "a%20%231 100%25%3F.txt", "art/é+(1).svg"];
              return Promise.all(paths.map(async path => (await fetch(path)).text()));
            }
            """);
        Assert.Equal(names, read);
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
