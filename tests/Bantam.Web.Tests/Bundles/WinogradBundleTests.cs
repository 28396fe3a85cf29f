using System.Runtime.InteropServices;
using System.Text.Json;
using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Operators.Convolution;
using Bantam.Tensors;
using Bantam.Tests.Web;
using Bantam.Web.Bundles;

namespace Bantam.Web.Tests.Bundles;

/// <summary>
/// A bundle whose convolutions take Winograd's algorithm holds their weights as they were given, and transforms them when it is loaded, to
/// the bits that .NET has.
/// </summary>
[Trait("Needs", "browser")]
public sealed class WinogradBundleTests(Chromium chromium)
{
    private const int Side = 24, Channels = 16, Pixels = Side * Side * Channels;

    private const string Script = """
        import { load } from "./bantam.js";
        import { TestRandom, bits } from "./test.js";
        const results = [];
        for (const backend of ["wasm", "js"]) {
          const model = await load("./model.json", { backend });
          const { y } = await model.run({ x: new TestRandom(7).bytes(COUNT) });
          results.push({ fused: model.fused, y: bits(y) });
        }
        console.log(JSON.stringify(results));
        """;

    private static readonly Lazy<CompiledBundle> Compiled = new(() => Bundle.Compile(Net(), new BundleOptions
    {
        Files = new Dictionary<string, ReadOnlyMemory<byte>>
        {
            ["test.html"] = "<!doctype html><meta charset=utf-8><link rel=icon href=data:,><title>Test</title>"u8.ToArray(),
        },
    }));

    [Fact]
    public async Task A_bundle_in_Node_has_the_bits_of_DotNet()
    {
        var script = Script.Replace("COUNT", $"{Pixels}", StringComparison.Ordinal);
        foreach (var result in (await NodeProgram.RunAsync(Compiled.Value, script)).EnumerateArray())
            Assert.Equal(Expected(result.GetProperty("fused").GetBoolean()), Bits(result));
    }

    [Theory]
    [InlineData("wasm-relaxed", true)]
    [InlineData("wasm-relaxed", false)]
    [InlineData("wasm-simd", true)]
    public async Task A_bundle_in_a_page_has_the_bits_of_DotNet(string backend, bool worker)
    {
        await using var opened = await BundlePage.OpenAsync(chromium, Compiled.Value);
        var result = await opened.RunAsync<JsonElement>(
            """
            const model = await load("./model.json", argument);
            const { y } = await model.run({ x: new TestRandom(7).bytes(argument.count) });
            return { fused: model.fused, y: bits(y) };
            """, new { backend, worker, count = Pixels });
        Assert.Equal(Expected(result.GetProperty("fused").GetBoolean()), Bits(result));
    }

    [Fact]
    public void Weights_take_no_more_than_they_were_given_as()
    {
        var given = 2 * 9 * Channels * Channels * sizeof(float);
        Assert.InRange(Compiled.Value.WeightBytes, given, given + 1000);
    }

    /// <summary>A convolution in tiles of four pixels, pooling, and one in tiles of two.</summary>
    private static Graph Net() => Graph.Trace([("x", new TensorType(ElementType.UInt8, Shape.Of(1, Channels, Side, Side)))], given =>
    {
        var padded = new ConvolutionAttributes([1, 1], [1, 1, 1, 1], [1, 1], 1);
        var x = given[0].Cast(ElementType.Float) * (1 / 255f);
        x = new Conv(padded).ApplyOne(x, Weights(1)).Relu();
        x = new Bantam.Operators.Pooling.MaxPool(new([2, 2], [2, 2], [0, 0, 0, 0])).ApplyOne(x);
        return [("y", new Conv(padded).ApplyOne(x, Weights(2)))];
    });

    private static Tensor Weights(uint seed)
    {
        var random = new TestRandom(seed);
        var weights = new Tensor(TensorType.Float(Channels, Channels, 3, 3));
        foreach (ref var weight in weights.Span<float>()) weight = (random.NextByte() - 127.5f) / 1024;
        return weights;
    }

    private static uint[] Expected(bool isFused)
    {
        var plan = Planner.Plan(Net(), isFused ? Bantam.Targets.Cpu.CpuTargets.Best : TestNet.Unfused);
        Assert.Equal(2, plan.Calls.Count(c => c.Kernel.Name == "winograd-output"));
        var session = new Session(plan);
        var random = new TestRandom(7);
        foreach (ref var x in session.InputBytes("x")) x = random.NextByte();
        session.Run();
        return MemoryMarshal.Cast<byte, uint>(session.OutputBytes("y")).ToArray();
    }

    private static uint[] Bits(JsonElement result) => [.. result.GetProperty("y").EnumerateArray().Select(b => b.GetUInt32())];
}
