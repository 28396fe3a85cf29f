using Bantam.Cli.Serving;
using Bantam.Tests.Web;
using Bantam.Web.Bundles;
using Microsoft.Playwright;

namespace Bantam.Web.Tests.Bundles;

/// <summary>A bundle in a folder of its own, served, with an empty page of it open in a browser.</summary>
internal sealed class BundlePage : IAsyncDisposable
{
    private readonly BundleServer _server;
    private readonly List<string> _requests = [];

    private BundlePage(string folder, BundleServer server, IBrowserContext context, IPage page)
    {
        (Folder, _server, Context, Page) = (folder, server, context, page);
        context.Request += (_, request) =>
        {
            lock (_requests) _requests.Add($"{request.Method} {request.Url}");
        };
    }

    public string Folder { get; }

    public Uri Address => _server.Address;

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    /// <summary>What the browser asked for since this was last read.</summary>
    public IReadOnlyList<string> TakeRequests()
    {
        lock (_requests)
        {
            var taken = _requests.ToArray();
            _requests.Clear();
            return taken;
        }
    }

    public static async Task<BundlePage> OpenAsync(Chromium chromium, CompiledBundle bundle, string page = "test.html") =>
        await OpenAsync(await chromium.NewContextAsync(), bundle, page);

    /// <summary>The same in a window that is given, which is closed with the page.</summary>
    public static async Task<BundlePage> OpenAsync(IBrowserContext context, CompiledBundle bundle, string page = "test.html")
    {
        var folder = Directory.CreateTempSubdirectory("bantam-bundle-").FullName;
        await bundle.WriteAsync(folder);
        await File.WriteAllBytesAsync(Path.Combine(folder, "test.js"), TestFile("test.js"));
        var server = await BundleServer.StartAsync(folder, 0);
        var opened = new BundlePage(folder, server, context, await context.NewPageAsync());
        await opened.GotoAsync(page);
        return opened;
    }

    public Task GotoAsync(string path) => Page.GotoAsync(new Uri(Address, path).AbsoluteUri);

    /// <summary>Runs the body of an async function in the page, with the runtime, the tests' helpers and one argument.</summary>
    public Task<T> RunAsync<T>(string body, object? argument = null) => Page.EvaluateAsync<T>(
        $$"""
        async argument => {
          const { load, backends, imageInput, BantamError } = await import("./bantam.js");
          const { TestRandom, batch, bits, base64, failure, pixels } = await import("./test.js");
          {{body}}
        }
        """, argument);

    /// <summary>Waits until the service worker answers the page.</summary>
    public Task WaitForServiceWorkerAsync() => Page.EvaluateAsync(
        """
        async () => {
          await navigator.serviceWorker.ready;
          while (!navigator.serviceWorker.controller) await new Promise(go => setTimeout(go, 20));
        }
        """);

    public async ValueTask DisposeAsync()
    {
        await Context.DisposeAsync();
        await _server.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    internal static byte[] TestFile(string name)
    {
        using var stream = typeof(BundlePage).Assembly.GetManifestResourceStream(name)!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
