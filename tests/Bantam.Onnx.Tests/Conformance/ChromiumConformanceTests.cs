using System.Text.Json;
using Bantam.Tensors;
using Bantam.Tests.Web;
using Bantam.Web.Bundles;
using Microsoft.Playwright;

namespace Bantam.Onnx.Tests.Conformance;

/// <summary>The node tests as bundles in a browser, in WebAssembly with SIMD: the level that most browsers take or have besides.</summary>
[Trait("Needs", "browser")]
public sealed class ChromiumConformanceTests(Chromium chromium)
{
    /// <summary>Bundles that one page runs before another takes its place, with which their memory goes.</summary>
    private const int PagesTake = 150;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    [Fact]
    public async Task Pages_pass_the_node_tests_of_the_list()
    {
        chromium.Server.AddResource("conformance.html");
        chromium.Server.AddResource("conformance.js");
        var failures = new Dictionary<string, string?>();
        foreach (var tests in NodeTests.Read(SharedData.Find("conformance/onnx-node.zip")).Chunk(PagesTake))
        {
            var prepared = tests.AsParallel().AsOrdered().Select(Prepare).ToArray();
            foreach (var (name, reason) in prepared.Zip(await RunAsync(prepared), (test, reason) => (test.Name, reason)))
                failures.Add(name, reason);
        }

        new PassingList("chromium").Check(failures);
    }

    private PreparedTest Prepare(NodeTest test)
    {
        PreparedTest? prepared = null;
        var reason = NodeTest.Reason(() =>
        {
            var loaded = test.Load();
            if (loaded.Bind() is not { } bound) return "What a run is given decides the sizes of tensors.";
            var bundle = Bundle.Compile(bound, new BundleOptions { Backends = [BundleBackend.WasmSimd] });
            foreach (var (path, content) in bundle.Files)
            {
                if (path is "bantam.js" or "bantam-worker.js") chromium.Server.Add(path, content.ToArray);
                else if (!path.EndsWith(".html", StringComparison.Ordinal)) chromium.Server.Add($"{test.Name}/{path}", content.ToArray);
            }

            prepared = new PreparedTest(
                test.Name, null, loaded,
                [.. bound.Inputs.Select(i => new Given(i.Name, Convert.ToBase64String(loaded.Inputs[i.Name].Bytes)))]);
            return null;
        });
        return prepared ?? new PreparedTest(test.Name, reason, null, []);
    }

    /// <summary>Runs tests in one page; the reason of each that fails, in order.</summary>
    private async Task<IEnumerable<string?>> RunAsync(IReadOnlyList<PreparedTest> tests)
    {
        PreparedTest[] runnable = [.. tests.Where(t => t.Loaded is not null)];
        if (runnable.Length == 0) return tests.Select(t => t.Reason);
        var page = await chromium.OpenAsync("conformance.html");
        var answers = await page.EvaluateAsync<string>(
            "tests => runTests(tests)", JsonSerializer.Serialize(runnable.Select(t => new { t.Name, t.Inputs }), Json));
        await page.CloseAsync();
        var byName = JsonSerializer.Deserialize<Answer[]>(answers, Json)!.ToDictionary(a => a.Name);
        return tests.Select(t => t.Loaded is null ? t.Reason : Judge(t.Loaded, byName[t.Name]));
    }

    private static string? Judge(LoadedNodeTest test, Answer answer) => answer.Error ?? NodeTest.Reason(() =>
    {
        var graph = test.Bind()!;
        return test.Judge(graph.Outputs.ToDictionary(o => o.Name, o =>
        {
            var tensor = new Tensor(o.Type);
            Convert.FromBase64String(answer.Outputs![o.Name]).CopyTo(tensor.Bytes);
            return tensor;
        }));
    });

    private sealed record PreparedTest(string Name, string? Reason, LoadedNodeTest? Loaded, IReadOnlyList<Given> Inputs);

    /// <summary>An input's elements, in base 64.</summary>
    private sealed record Given(string Name, string Elements);

    /// <summary>The outputs' elements, or what went wrong.</summary>
    private sealed record Answer(string Name, string? Error, IReadOnlyDictionary<string, string>? Outputs);
}
