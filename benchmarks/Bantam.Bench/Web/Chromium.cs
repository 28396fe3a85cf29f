using Bantam.Bench.Measuring;
using Microsoft.Playwright;

namespace Bantam.Bench.Web;

/// <summary>A headless Chromium with a page that measures.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private const string Name = "chromium";

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly string _address;

    private Chromium(IPlaywright playwright, IBrowser browser, string address) =>
        (_playwright, _browser, _address) = (playwright, browser, address);

    /// <summary>The browser's version.</summary>
    public string Version => _browser.Version;

    /// <summary>Starts the browser of the system.</summary>
    /// <param name="address">The page that is opened.</param>
    /// <exception cref="MeasurementException">There is none.</exception>
    public static async Task<Chromium> StartAsync(string address)
    {
        var executable = Find() ?? throw new MeasurementException($"There is no {Name} on the path; 'apt-get install {Name}' installs it.");
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = executable,
            Args =
            [
                "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
        return new Chromium(playwright, browser, address);
    }

    /// <summary>Opens the page anew.</summary>
    /// <exception cref="MeasurementException">The page reports an error.</exception>
    public async Task<IPage> OpenAsync()
    {
        var page = await _browser.NewPageAsync();
        string? error = null;
        page.PageError += (_, message) => error ??= message;
        await page.GotoAsync(_address);
        try
        {
            await page.WaitForFunctionAsync("() => globalThis.suite");
        }
        catch (TimeoutException late)
        {
            throw new MeasurementException($"The page does not start: {error ?? late.Message}", late);
        }

        return page;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? $"{Name}.exe" : Name)).FirstOrDefault(File.Exists);
}
