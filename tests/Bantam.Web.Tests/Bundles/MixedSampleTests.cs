using System.Text.Json;
using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Tests.Web;
using Bantam.Web.Bundles;

namespace Bantam.Web.Tests.Bundles;

/// <summary>A model that computes with several samples at once takes as many as it was compiled for, and no rounds.</summary>
[Trait("Needs", "browser")]
public sealed class MixedSampleTests(Chromium chromium)
{
    private static readonly byte[] Page = "<!doctype html><meta charset=utf-8><link rel=icon href=data:,><title>Test</title>"u8.ToArray();

    private static readonly BundleOptions Options = new()
    {
        BatchSizes = [2, 4],
        Files = new Dictionary<string, ReadOnlyMemory<byte>> { ["test.html"] = Page },
    };

    [Fact]
    public void The_manifest_says_where_samples_meet()
    {
        var mixes = Manifest(x => x - x.ReduceMean([0], keepDimensions: true)).GetProperty("mixes");
        Assert.Equal("node 'ReduceMean' (ReduceMean)", mixes.GetString());
        Assert.False(Manifest(x => x - x.ReduceMean([1], keepDimensions: true)).TryGetProperty("mixes", out _));
    }

    [Fact]
    public async Task Other_numbers_of_samples_are_refused_where_samples_meet()
    {
        await using var opened = await BundlePage.OpenAsync(chromium, Compile(x => x - x.ReduceMean([0], keepDimensions: true)));
        var result = await opened.RunAsync<JsonElement>(
            """
            const model = await load();
            const { y } = await model.run({ x: Float32Array.of(1, 2, 3, 5, 6, 7) });
            return { ...await failure(() => model.run({ x: new Float32Array(9) })), y: String(y) };
            """);
        Assert.Equal("-2,-2,-2,2,2,2", result.GetProperty("y").GetString());
        Assert.Equal(
            "The model computes with all samples at once (node 'ReduceMean' (ReduceMean)), so run takes 2 or 4 of them; 3 were given.",
            result.GetProperty("message").GetString());
        Assert.Equal("input", result.GetProperty("code").GetString());
    }

    private static CompiledBundle Compile(Func<Tensor, Tensor> net) =>
        Bundle.Compile(Graph.Trace([("x", TensorType.Float(Bundle.BatchDimension, 3))], inputs => [("y", net(inputs[0]))]), Options);

    private static JsonElement Manifest(Func<Tensor, Tensor> net) =>
        JsonDocument.Parse(Compile(net).Files["model.json"]).RootElement;
}
