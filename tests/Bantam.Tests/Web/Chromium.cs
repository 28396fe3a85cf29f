using Bantam.Tests.Web;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Bantam.Tests.Web;

/// <summary>The one headless browser of all tests, and the server of its pages. It starts when a test first opens a page.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private const string Executable = "/usr/bin/chromium";

    private readonly Lazy<Task<(IPlaywright Playwright, IBrowser Browser)>> _started = new(StartAsync);

    /// <summary>What pages are served from.</summary>
    public PageServer Server { get; } = new();

    /// <summary>Opens a page of the server. Where there is no browser the test is skipped, but on a build server it fails.</summary>
    public async Task<IPage> OpenAsync(string path)
    {
        var browser = await StartedAsync();
        var page = await browser.NewPageAsync();
        await page.GotoAsync(Server.Root + path);
        return page;
    }

    /// <summary>A window without cookies, caches and stored data of others, or a skipped test.</summary>
    public async Task<IBrowserContext> NewContextAsync(BrowserNewContextOptions? options = null)
    {
        var browser = await StartedAsync();
        return await browser.NewContextAsync(options);
    }

    /// <summary>A browser of its own with more arguments, such as those of a camera; the caller ends it. Or a skipped test.</summary>
    public async Task<IBrowser> LaunchAsync(params string[] arguments)
    {
        await StartedAsync();
        var (playwright, _) = await _started.Value;
        return await LaunchAsync(playwright, arguments);
    }

    public async ValueTask DisposeAsync()
    {
        if (_started is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            var (playwright, browser) = await _started.Value;
            await browser.DisposeAsync();
            playwright.Dispose();
        }

        Server.Dispose();
    }

    private async Task<IBrowser> StartedAsync()
    {
        RequireExecutable();
        return (await _started.Value).Browser;
    }

    private static void RequireExecutable()
    {
        if (File.Exists(Executable)) return;
        const string message = $"There is no {Executable}; `apt-get install chromium` installs it.";
        if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(message);
        Assert.Skip(message);
    }

    private static async Task<(IPlaywright Playwright, IBrowser Browser)> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();
        return (playwright, await LaunchAsync(playwright, []));
    }

    private static Task<IBrowser> LaunchAsync(IPlaywright playwright, string[] arguments) => playwright.Chromium.LaunchAsync(
        new BrowserTypeLaunchOptions
        {
            ExecutablePath = Executable,
            Args =
            [
                "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--disable-sync", "--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader", .. arguments,
            ],
        });
}
