using System.Text.Json;
using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Tests.Web;
using Bantam.Web.Bundles;

namespace Bantam.Web.Tests.Bundles;

/// <summary>An index outside its axis is an error of the run that is given it, on every level, in the page and in workers.</summary>
[Trait("Needs", "browser")]
public sealed class AxisIndexTests(Chromium chromium)
{
    private const int Rows = 3;

    /// <summary>Enough that threads share the work.</summary>
    private const int Columns = 1_024, Batch = 512;

    private static readonly byte[] Page = "<!doctype html><meta charset=utf-8><link rel=icon href=data:,><title>Test</title>"u8.ToArray();

    [Theory]
    [InlineData("worker: false, threads: 1")]
    [InlineData("threads: 1")]
    [InlineData("threads: 3")]
    public async Task Every_level_names_the_node_the_index_and_the_axis(string options)
    {
        var table = Tensor.From<float>([.. Enumerable.Range(0, Rows * Columns).Select(i => (float)(i / Columns))], Rows, Columns);
        var graph = Graph.Trace(
            [("x", new TensorType(ElementType.Int64, new Shape(Bundle.BatchDimension)))],
            inputs => [("y", table.Gather(inputs[0] - Tensor.Scalar(10L)) * 2f)]);
        var bundle = Bundle.Compile(graph, new BundleOptions
        {
            Backends = BundleBackend.All,
            BatchSizes = [Batch],
            Files = new Dictionary<string, ReadOnlyMemory<byte>> { ["test.html"] = Page },
        });
        await using var opened = await BundlePage.OpenAsync(chromium, bundle);
        var results = await opened.RunAsync<JsonElement>(
            $$"""
            const results = {};
            for (const backend of await backends()) {
              const model = await load("./model.json", { backend, {{options}} });
              const x = new Int32Array({{Batch}}).fill(12);
              x[7] = 13;
              const error = await failure(() => model.run({ x }));
              x[7] = 9;
              const { y } = await model.run({ x });
              // The last round has one sample; what fills it up must not be what the model does not take.
              const more = await model.run({ x: new Int32Array({{Batch + 1}}).fill(11) });
              results[model.backend] = { ...error, y: [y[0], y[7 * {{Columns}}], y.length], more: [more.y.length, more.y.at(-1)] };
              await model.close();
            }
            return results;
            """);
        foreach (var result in BundleBackend.All.Select(b => results.GetProperty(b.Name)))
        {
            Assert.Equal("index", result.GetProperty("code").GetString());
            Assert.Equal(
                "node 'Gather' (Gather): index 3 is outside an axis of size 3; its indices are -3 to 2.",
                result.GetProperty("message").GetString());
            Assert.Equal([4, 4, Batch * Columns], result.GetProperty("y").EnumerateArray().Select(n => n.GetInt32()));
            Assert.Equal([(Batch + 1) * Columns, 2], result.GetProperty("more").EnumerateArray().Select(n => n.GetInt32()));
        }
    }
}
