using System.Text.Json;
using Bantam.Bench.Cases;
using Bantam.Bench.Measuring;
using Microsoft.Playwright;

namespace Bantam.Bench.Web;

/// <summary>One run of the browser: a server, a page that measures steps, and fresh pages that measure loading.</summary>
internal sealed class BrowserRun : IAsyncDisposable
{
    private readonly PageServer _server;
    private readonly Chromium _chromium;
    private readonly IPage _page;
    private readonly Dictionary<string, CaseBundles> _bundles = [];
    private readonly HashSet<string> _saved = [];

    private BrowserRun(PageServer server, Chromium chromium, IPage page) => (_server, _chromium, _page) = (server, chromium, page);

    /// <summary>The browser's version.</summary>
    public string BrowserVersion => _chromium.Version;

    /// <summary>Starts it.</summary>
    /// <exception cref="MeasurementException">There is no browser.</exception>
    public static async Task<BrowserRun> StartAsync(CancellationToken cancellation)
    {
        var folders = new Dictionary<string, string>
        {
            ["/page"] = Repository.Benchmarks("Bantam.Bench", "Web", "page"),
            ["/peers"] = PeerPackages.Folder,
        };
        var server = await PageServer.StartAsync(folders, cancellation);
        Chromium? chromium = null;
        try
        {
            chromium = await Chromium.StartAsync($"{server.Root}/page/index.html");
            return new BrowserRun(server, chromium, await chromium.OpenAsync());
        }
        catch
        {
            if (chromium is not null) await chromium.DisposeAsync();
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>What the page says of its systems: name, version, addresses of their code.</summary>
    public async Task<IReadOnlyList<(string Name, string Version, string[] Files)>> DescribeAsync()
    {
        var systems = await CallAsync<JsonElement>(_page, "() => suite.describe()");
        return [.. systems.EnumerateArray().Select(
            s =>
            (s.GetProperty("name").GetString()!, s.GetProperty("version").GetString()!, s.GetProperty("files").Deserialize<string[]>()!))];
    }

    /// <summary>Whether a system can do something at all.</summary>
    public Task<bool> SupportsAsync(string system, string @case, string metric) =>
        CallAsync<bool>(_page, "([name, caseName, metric]) => suite.supports(name, caseName, metric)", new[] { system, @case, metric });

    /// <summary>Makes sure that a model lies on the server, to be loaded: the bundles of the case, and what a peer saves.</summary>
    public async Task PrepareAsync(string system, BenchmarkCase @case)
    {
        Bundles(@case);
        if (_saved.Add($"{system} {@case.Name}"))
            await CallAsync<JsonElement?>(_page, "([name, caseName]) => suite.save(name, caseName)", new[] { system, @case.Name });
    }

    /// <summary>One turn: milliseconds of single steps.</summary>
    public Task<double[]> MeasureAsync(string system, string @case, string metric, Effort effort)
    {
        var request = new
        {
            name = system, caseName = @case, metric, runs = effort.Runs, seconds = effort.Seconds, mostSeconds =
                effort.MostSeconds, totalSeconds = effort.TotalSeconds,
        };
        return CallAsync<double[]>(_page, "request => suite.measure(request)", request);
    }

    /// <summary>Milliseconds to load a model in a fresh page, and of the first inference.</summary>
    public async Task<(double Load, double WarmUp)> LoadAsync(string system, string @case)
    {
        var page = await _chromium.OpenAsync();
        try
        {
            var times = await CallAsync<JsonElement>(page, "([name, caseName]) => suite.loadOnce(name, caseName)", new[] { system, @case });
            return (times.GetProperty("load").GetDouble(), times.GetProperty("warmUp").GetDouble());
        }
        finally
        {
            await page.CloseAsync();
        }
    }

    /// <summary>The bundles of a case, which are compiled and served from the first time on.</summary>
    public CaseBundles Bundles(BenchmarkCase @case)
    {
        if (!_bundles.TryGetValue(@case.Name, out var bundles))
        {
            _bundles[@case.Name] = bundles = new CaseBundles(@case);
            bundles.AddTo(_server, $"/bundles/{@case.Name}/");
        }

        return bundles;
    }

    /// <summary>Bytes of what a peer saved.</summary>
    public long SavedBytes(string system, string @case) => _server.BytesUnder($"/saved/{system}/{@case}/");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _chromium.DisposeAsync();
        await _server.DisposeAsync();
    }

    private static async Task<T> CallAsync<T>(IPage page, string script, object? argument = null)
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
