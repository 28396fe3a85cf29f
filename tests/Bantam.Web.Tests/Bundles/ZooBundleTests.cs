using System.Runtime.InteropServices;
using System.Text.Json;
using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Targets.Cpu;
using Bantam.Tensors;
using Bantam.Tests.Web;
using Bantam.Web.Bundles;
using Bantam.Zoo;

namespace Bantam.Web.Tests.Bundles;

/// <summary>
/// Well-known networks in a page: they compute what .NET does, and their weights are never in the page twice, so that VGG-16 with its 553
/// million bytes of them runs where other large pages do.
/// </summary>
[Trait("Needs", "browser")]
public sealed class ZooBundleTests(Chromium chromium)
{
    private static readonly string[] Small = ["shufflenet-v2", "resnet-18"];

    private const double Factor = 1.1;

    /// <summary>
    /// What a page has besides the model: its code, files on their way, a convolution's weights while they are transformed, and 150 to
    /// 270 MB that Chromium's allocator keeps of the pieces that came through it, however much that was.
    /// </summary>
    private const double Besides = 320_000_000;

    public static TheoryData<string> Names =>
        [.. ModelZoo.All.Select(m => m.Name).Where(n => Small.Contains(n) || Environment.GetEnvironmentVariable("BANTAM_LONG") == "1")];

    [Theory, MemberData(nameof(Names))]
    public async Task A_network_computes_what_DotNet_does_in_the_memory_that_it_needs(string name)
    {
        var network = ModelZoo.Find(name)!;
        var graph = Inference.Prepare(network.ToOnnx(network.Create()).Graph.Bind(new Dictionary<string, int> { ["batch"] = 1 }));
        var bundle = Compile(graph);
        var result = await RunAsync(
            bundle,
            """
            const model = await load("./model.json");
            const outputs = await model.run({ input: Float32Array.from(new TestRandom(7).bytes(argument), byte => (byte - 127.5) / 75) });
            const bytes = Object.entries(outputs).map(([name, numbers]) => [name, base64(new Uint8Array(numbers.buffer))]);
            return { fused: model.fused, outputs: Object.fromEntries(bytes) };
            """, 3 * network.Side * network.Side);
        RequireAgreement(graph, result);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Large_weights_are_in_the_page_once(bool worker)
    {
        const int inputs = 2048, outputs = 49152; // 403 MB: far more, if twice in the page, than the allocator keeps
        var weights = Tensor.Random(Shape.Of(inputs, outputs), 1, -1, 1);
        var graph = Graph.Trace([("x", TensorType.Float(1, inputs))], given => [("y", given[0].MatMul(weights))]);
        var sum = await RunAsync(
            Compile(graph),
            """
            const model = await load("./model.json", argument);
            const { y } = await model.run({ x: new Float32Array(2048).fill(1) });
            return y[49151];
            """, new { worker });
        var expected = Enumerable.Range(0, inputs).Sum(i => (double)weights.Span<float>()[(i * outputs) + outputs - 1]);
        Assert.Equal(expected, sum.GetDouble(), 1e-2);
    }

    private static CompiledBundle Compile(Graph graph) => Bundle.Compile(graph, new BundleOptions
    {
        Backends = [BundleBackend.WasmRelaxed],
        Files = new Dictionary<string, ReadOnlyMemory<byte>> { ["test.html"] = "<!doctype html><title>Test</title>"u8.ToArray() },
    });

    /// <summary>Runs a script in a page of a browser of its own; the page's memory stays near what the model needs.</summary>
    private async Task<JsonElement> RunAsync(CompiledBundle bundle, string script, object argument)
    {
        await using var browser = await chromium.LaunchAsync();
        await using var opened = await BundlePage.OpenAsync(await browser.NewContextAsync(), bundle);
        var before = await PeakMemory.OfPageAsync(browser);
        var result = await opened.RunAsync<JsonElement>(script, argument);
        var (grown, needs) = (await PeakMemory.OfPageAsync(browser) - before, bundle.MemoryBytes["wasm-relaxed"]);
        Assert.True(
            grown <= (Factor * needs) + Besides,
            $"The model needs {needs} bytes, of which {bundle.WeightBytes} are weights as served; the page grew by {grown}.");
        return result;
    }

    private static void RequireAgreement(Graph graph, JsonElement result)
    {
        var isFused = result.GetProperty("fused").GetBoolean();
        var session = new Session(Planner.Plan(graph, isFused ? CpuTargets.Best : TestNet.Unfused));
        var bytes = new TestRandom(7);
        foreach (ref var x in MemoryMarshal.Cast<byte, float>(session.InputBytes("input"))) x = (float)((bytes.NextByte() - 127.5) / 75);
        session.Run();
        foreach (var output in graph.Outputs)
        {
            var theirs = MemoryMarshal.Cast<byte, float>(result.GetProperty("outputs").GetProperty(output.Name).GetBytesFromBase64());
            var ours = MemoryMarshal.Cast<byte, float>(session.OutputBytes(output.Name));
            Assert.Equal(ours.ToArray(), theirs.ToArray());
        }
    }
}
