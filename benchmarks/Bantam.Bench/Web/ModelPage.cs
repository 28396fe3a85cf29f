using System.Text.Json;
using Bantam.Bench.Cases;
using Bantam.Bench.Measuring;
using Bantam.Plans;
using Bantam.Tensors;
using Bantam.Web.Bundles;
using Microsoft.Playwright;

namespace Bantam.Bench.Web;

/// <summary>A browser with a page that measures models: our bundles of them, and their files in ONNX Runtime Web.</summary>
internal sealed class ModelPage : IAsyncDisposable
{
    /// <summary>WebAssembly with relaxed SIMD, on so many threads.</summary>
    public static string Ours(int threads) => $"bantam/wasm-relaxed/{threads}t";

    /// <summary>ONNX Runtime Web in WebAssembly with SIMD, on so many threads, which a page has for all of its models.</summary>
    public static string Peer(int threads) => $"onnxruntime-web/{threads}t";

    private readonly PageServer _server;
    private readonly Chromium _chromium;
    private readonly IPage _page;
    private readonly Dictionary<string, object[]> _inputs = [];

    private ModelPage(PageServer server, Chromium chromium, IPage page) => (_server, _chromium, _page) = (server, chromium, page);

    /// <summary>The browser's version.</summary>
    public string BrowserVersion => _chromium.Version;

    /// <summary>Starts it, and installs the peer where it is missing.</summary>
    /// <exception cref="MeasurementException">There is no browser, or the peer cannot be installed.</exception>
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

    /// <summary>The peer's version.</summary>
    public Task<string> PeerVersionAsync() => CallAsync<string>("() => suite.version");

    /// <summary>Loads a model into a system; a peer must give our answer.</summary>
    /// <exception cref="MeasurementException">It does not load, or gives another.</exception>
    public async Task PrepareAsync(string system, BenchmarkCase @case)
    {
        if (!_inputs.TryGetValue(@case.Name, out var inputs)) _inputs[@case.Name] = inputs = Serve(@case);
        await CallAsync<JsonElement?>("request => suite.prepare(request)", new { name = system, caseName = @case.Name, inputs });
    }

    /// <summary>One turn on what was prepared last: milliseconds of single runs.</summary>
    public Task<double[]> MeasureAsync(string system, Effort effort) => CallAsync<double[]>("request => suite.measure(request)", new
    {
        name = system, runs = effort.Runs, seconds = effort.Seconds, mostSeconds = effort.MostSeconds, totalSeconds = effort.TotalSeconds,
    });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _chromium.DisposeAsync();
        await _server.DisposeAsync();
    }

    /// <summary>Serves the file, our bundle and the inputs of a case; says what the inputs are.</summary>
    private object[] Serve(BenchmarkCase @case)
    {
        var (file, path) = (new CaseFile(@case), $"/models/{@case.Name}/");
        try
        {
            var options = new BundleOptions { Name = @case.Name, Backends = [BundleBackend.WasmRelaxed] };
            foreach (var (name, content) in Bundle.Compile(file.Graph, options).Files) _server.Add($"{path}bundle/{name}", content);
        }
        catch (PlanException error)
        {
            throw new MeasurementException(error.Message, error);
        }

        _server.Add($"{path}model.onnx", File.ReadAllBytes(@case.File!()));
        return [.. file.Inputs.Select((input, place) =>
        {
            _server.Add($"{path}inputs/{place}", input.Value.Bytes.ToArray());
            return new { name = input.Key, type = TypeOf(input.Value), shape = input.Value.Shape.Sizes, place };
        })];
    }

    private static string TypeOf(Tensor tensor) => tensor.Element switch
    {
        ElementType.Float => "float32",
        ElementType.Int64 => "int64",
        _ => throw new MeasurementException($"Pages are given floats and whole numbers of 64 bits; a tensor is {tensor.Type}."),
    };

    private async Task<T> CallAsync<T>(string script, object? argument = null)
    {
        try
        {
            return await _page.EvaluateAsync<T>(script, argument);
        }
        catch (PlaywrightException error)
        {
            throw new MeasurementException(error.Message.Split('\n')[0], error);
        }
    }
}
