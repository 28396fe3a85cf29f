using System.Text.Json;
using Bantam.Bench.Cases;
using Bantam.Bench.Measuring;
using Microsoft.Playwright;

namespace Bantam.Bench.Web;

/// <summary>A browser with a page that measures models, and fresh pages that measure how they begin.</summary>
internal sealed class ModelPage : IAsyncDisposable
{
    private readonly PageServer _server;
    private readonly Chromium _chromium;
    private readonly IPage _page;
    private readonly ModelFolders _folders;
    private readonly HashSet<(string, string)> _agreeing = [];

    private ModelPage(PageServer server, Chromium chromium, IPage page)
    {
        (_server, _chromium, _page) = (server, chromium, page);
        _folders = new ModelFolders(server);
    }

    /// <summary>The browser's version.</summary>
    public string BrowserVersion => _chromium.Version;

    /// <summary>Starts it, and installs the peers where they are missing.</summary>
    /// <exception cref="MeasurementException">There is no browser, or the peers cannot be installed.</exception>
    public static async Task<ModelPage> StartAsync(CancellationToken cancellation)
    {
        await PeerPackages.EnsureAsync(cancellation);
        var server = await PageServer.StartAsync(
            new Dictionary<string, string>
            {
                ["/page"] = Repository.Benchmarks("Bantam.Bench", "Web", "page"), ["/peers"] = PeerPackages.Folder,
            },
            cancellation);
        Chromium? chromium = null;
        try
        {
            chromium = await Chromium.StartAsync($"{server.Root}/page/models.html");
            return new ModelPage(server, chromium, await chromium.OpenAsync());
        }
        catch
        {
            if (chromium is not null) await chromium.DisposeAsync();
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>A peer's version.</summary>
    public Task<string> VersionAsync(string system) => CallAsync<string>(_page, "name => suite.versionOf(name)", system);

    /// <summary>Loads a model into a system; a peer must give our answer.</summary>
    /// <exception cref="MeasurementException">It does not load, or gives another.</exception>
    public async Task PrepareAsync(string system, BenchmarkCase @case)
    {
        await CallAsync<JsonElement?>(_page, "request => suite.prepare(request)", _folders.Serve(system, @case));
        _agreeing.Add((system, @case.Name));
    }

    /// <summary>Makes sure that a system gives our answer, before its first answers are measured.</summary>
    /// <exception cref="MeasurementException">It does not load, or gives another.</exception>
    public Task RequireAgreementAsync(string system, BenchmarkCase @case) =>
        _agreeing.Contains((system, @case.Name)) ? Task.CompletedTask : PrepareAsync(system, @case);

    /// <summary>One turn on what was prepared last: milliseconds of single runs.</summary>
    public Task<double[]> MeasureAsync(string system, Effort effort) => CallAsync<double[]>(_page, "request => suite.measure(request)", new
    {
        name = system, runs = effort.Runs, seconds = effort.Seconds, mostSeconds = effort.MostSeconds, totalSeconds = effort.TotalSeconds,
    });

    /// <summary>
    /// Milliseconds from nothing to the first answer in a fresh page: code, model and run, without anything that an earlier page kept;
    /// and the bytes of code that this fetched.
    /// </summary>
    public async Task<(double Milliseconds, long CodeBytes)> FirstAsync(string system, BenchmarkCase @case)
    {
        var request = _folders.Serve(system, @case);
        var page = await _chromium.OpenAsync();
        try
        {
            _server.ForgetServed();
            var time = await CallAsync<double>(page, "request => suite.first(request)", request);
            return (time, _server.Served.Where(f => IsCode(f.Path)).DistinctBy(f => f.Path).Sum(f => f.Bytes));
        }
        finally
        {
            await page.CloseAsync();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _chromium.DisposeAsync();
        await _server.DisposeAsync();
    }

    /// <summary>Whether a file is a system's code: what the page measures with is not.</summary>
    private static bool IsCode(string path) =>
        (path.Contains("/node_modules/", StringComparison.Ordinal) || ModelFolders.IsBundle(path))
        && Path.GetExtension(path) is ".js" or ".mjs" or ".wasm";

    private static async Task<T> CallAsync<T>(IPage page, string script, object argument)
    {
        try
        {
            return await page.EvaluateAsync<T>(script, argument);
        }
        catch (PlaywrightException error)
        {
            throw new MeasurementException(error.Message.Split('\n')[0], error);
        }
    }
}
