using System.Text.Json;
using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Plans;
using Bantam.Targets.Cpu;
using Bantam.Tensors;
using Bantam.Tests.Web;
using Bantam.Web.Bundles;

namespace Bantam.Web.Tests.Bundles;

/// <summary>The threads of a page share the bands of attention; each has scratch memory of its own.</summary>
[Trait("Needs", "browser")]
public sealed class BandTests(Chromium chromium)
{
    private const int Heads = 3, Tokens = 250, Width = 32;

    private static readonly byte[] Page = "<!doctype html><meta charset=utf-8><link rel=icon href=data:,><title>Test</title>"u8.ToArray();

    [Fact]
    public async Task Attention_has_the_bits_of_a_session_on_any_number_of_threads()
    {
        var type = TensorType.Float(Heads, Tokens, Width);
        var graph = Graph.Trace(
            [("x", type)], x => [("y", x[0].MatMul((x[0] * 0.2f).Transpose(0, 2, 1)).Softmax(-1).MatMul(x[0].Tanh()))]);
        var bundle = Bundle.Compile(graph, new BundleOptions
        {
            Backends = BundleBackend.All, Files = new Dictionary<string, ReadOnlyMemory<byte>> { ["test.html"] = Page },
        });
        await using var opened = await BundlePage.OpenAsync(chromium, bundle);
        var results = await opened.RunAsync<JsonElement>(
            $$"""
            const results = [];
            for (const backend of await backends()) {
              for (const threads of [1, 2, 4]) {
                const model = await load("./model.json", { backend, threads });
                const x = Float32Array.from({ length: {{Heads * Tokens * Width}} }, (_, i) => (i * 31 % 257) / 128 - 1);
                for (let i = 0; i < 3; i++) await model.run({ x });
                const { y } = await model.run({ x });
                results.push({ fused: model.fused, threads: model.threads, y: bits(y) });
                await model.close();
              }
            }
            return results;
            """);
        foreach (var result in results.EnumerateArray())
        {
            var fused = result.GetProperty("fused").GetBoolean();
            var plan = Planner.Plan(graph, fused ? CpuTargets.Best : TestNet.Unfused);
            var session = new Session(plan);
            var input = session.Input<float>("x");
            for (var i = 0; i < input.Length; i++) input[i] = (i * 31 % 257 / 128f) - 1;
            session.Run();
            Assert.Equal(
                session.Output<float>("y").ToArray().Select(BitConverter.SingleToUInt32Bits),
                result.GetProperty("y").EnumerateArray().Select(b => b.GetUInt32()));
        }

        Assert.Contains(4, results.EnumerateArray().Select(r => r.GetProperty("threads").GetInt32()));
        foreach (var backend in BundleBackend.All)
            Assert.Contains(Planner.Plan(graph, backend.Target).All, s => s is Bands { IsSerial: false });
    }
}
