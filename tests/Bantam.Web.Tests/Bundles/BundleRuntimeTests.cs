using System.Text.Json;
using Bantam.Tests.Web;
using Bantam.Web.Bundles;

namespace Bantam.Web.Tests.Bundles;

/// <summary>What a page can do with a loaded model besides running it.</summary>
[Trait("Needs", "browser")]
public sealed class BundleRuntimeTests(Chromium chromium)
{
    private const int Batch = 16;

    private static readonly DenseNet Net = new(1, 32);
    private static readonly Lazy<CompiledBundle> Compiled = new(() => Bundle.Compile(Net.Inference, Net.Options(isTraining: true, Batch)));

    [Fact]
    public async Task A_model_says_what_it_takes_returns_and_weighs()
    {
        await using var opened = await BundlePage.OpenAsync(chromium, Compiled.Value);
        var result = await opened.RunAsync<JsonElement>(
            """
            const model = await load();
            const { backend, threads, inputs, outputs, codeBytes, weightBytes } = model;
            const trainer = await model.trainer();
            const texts = { available: await backends(), inputs, outputs, trains: trainer.inputs };
            for (const [name, value] of Object.entries(texts)) texts[name] = JSON.stringify(value);
            return { ...texts, backend, threads, codeBytes, weightBytes, size: trainer.batchSize };
            """);
        Assert.Equal("""["wasm-relaxed","wasm-simd","wasm-mvp","js"]""", result.GetProperty("available").GetString());
        Assert.Equal("wasm-relaxed", result.GetProperty("backend").GetString());
        Assert.Equal("""[{"name":"image","type":"uint8","shape":["batch",784]}]""", result.GetProperty("inputs").GetString());
        Assert.Equal("""[{"name":"probabilities","type":"float32","shape":["batch",10]}]""", result.GetProperty("outputs").GetString());
        Assert.Equal(
            """[{"name":"image","type":"uint8","shape":["batch",784]},{"name":"label","type":"int32","shape":["batch"],"classes":10}]""",
            result.GetProperty("trains").GetString());
        Assert.Equal(Batch, result.GetProperty("size").GetInt32());
        var files = Compiled.Value.Files;
        var code = ((string[])["bantam.js", "bantam-worker.js", "model.relaxed.wasm"]).Sum(name => files[name].Length);
        Assert.Equal(code, result.GetProperty("codeBytes").GetInt32());
        var shards = files.Where(f => f.Key.StartsWith("weights-", StringComparison.Ordinal));
        Assert.Equal(shards.Sum(f => f.Value.Length), result.GetProperty("weightBytes").GetInt32());
    }

    [Theory]
    [InlineData(true, 4)]
    [InlineData(false, 4)]
    [InlineData(false, 4, 1)]
    public async Task Any_number_of_samples_gives_what_each_gives_alone(bool worker, params int[] batches)
    {
        var bundle = Bundle.Compile(Net.Inference, Net.Options(isTraining: false) with { BatchSizes = batches });
        await using var opened = await BundlePage.OpenAsync(chromium, bundle);
        var result = await opened.RunAsync<string[]>(
            """
            const model = await load("./model.json", { worker: argument }), results = [];
            for (const samples of [1, 3, 4, 6, 8]) {
              const random = new TestRandom(3);
              const image = new Uint8Array(samples * pixels);
              for (let i = 0; i < samples; i++) image.set(random.bytes(pixels), i * pixels);
              results.push(Array.from((await model.run({ image })).probabilities).join());
            }
            return results;
            """, worker);
        Assert.Equal([10, 30, 40, 60, 80], result.Select(r => r.Split(',').Length));
        Assert.All(result, (r, i) => Assert.StartsWith(result[Math.Max(i - 1, 0)], r, StringComparison.Ordinal));
        var probabilities = result[^1].Split(',').Select(p => float.Parse(p, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        var alone = Net.Infer(8, 3);
        Assert.All(probabilities, (p, i) => Assert.Equal(alone[i], p, 1e-6f));
    }

    [Fact]
    public async Task Restored_weights_train_as_they_did_whatever_came_between()
    {
        await using var opened = await BundlePage.OpenAsync(chromium, Compiled.Value);
        var losses = await opened.RunAsync<string[]>(
            """
            const learn = async model => {
              const trainer = await model.trainer(), random = new TestRandom(4), losses = [];
              for (let i = 0; i < 4; i++) losses.push((await trainer.step(batch(random, 16))).loss);
              return `rate ${trainer.learningRate}: ${losses}`;
            };
            const model = await load();
            const shipped = await model.save("bytes:");
            const first = await learn(model);
            const wild = await model.trainer({ learningRate: 1e30 });
            for (let i = 0; i < 3; i++) await wild.step(batch(new TestRandom(i), 16)).catch(() => { /* no number any more */ });
            await model.restore(shipped);
            return [first, await learn(model)];
            """);
        Assert.StartsWith("rate 0.00999", losses[0], StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", losses[0], StringComparison.Ordinal);
        Assert.Equal(losses[0], losses[1]);
    }

    [Fact]
    public async Task Loading_asks_for_the_manifest_then_for_code_and_weights_and_afterwards_for_nothing()
    {
        await using var opened = await BundlePage.OpenAsync(chromium, Compiled.Value);
        var progress = await opened.RunAsync<float[]>(
            """
            const shares = [];
            window.model = await load("./model.json", { onProgress: share => shares.push(share) });
            return shares;
            """);
        Assert.Equal(progress.Order(), progress);
        Assert.Equal(1, progress[^1]);
        var asked = opened.TakeRequests().Select(r => r.Replace($"GET {opened.Address}", "", StringComparison.Ordinal)).ToArray();
        Assert.Single(asked, r => r == "model.json");
        Assert.Single(asked, r => r.StartsWith("model.relaxed.wasm?v=", StringComparison.Ordinal));
        Assert.Single(asked, r => r.StartsWith("weights-", StringComparison.Ordinal));
        Assert.DoesNotContain(asked, r => r.StartsWith("model.simd", StringComparison.Ordinal));
        var manifest = Array.IndexOf(asked, "model.json");
        var versioned = asked.Index().Where(r => r.Item.Contains("?v=", StringComparison.Ordinal));
        Assert.All(versioned, r => Assert.True(manifest < r.Index, r.Item));

        await opened.RunAsync<bool>(
            """
            const random = new TestRandom(1), trainer = await window.model.trainer({ learningRate: 0.1 });
            for (let i = 0; i < 3; i++) await trainer.step(batch(random, 16));
            await window.model.run({ image: random.bytes(pixels) });
            await window.model.save("indexeddb://quiet");
            return window.model.restore("indexeddb://quiet");
            """);
        Assert.Empty(opened.TakeRequests());
    }

    [Fact]
    public async Task A_manifest_that_the_page_has_already_is_not_fetched()
    {
        await using var opened = await BundlePage.OpenAsync(chromium, Compiled.Value);
        var manifest = System.Text.Encoding.UTF8.GetString(Compiled.Value.Files["model.json"].Span);
        var isLoaded = await opened.RunAsync<bool>(
            "const model = await load('./model.json', { manifest: JSON.parse(argument) }); return model.backend !== '';", manifest);
        Assert.True(isLoaded);
        Assert.DoesNotContain(opened.TakeRequests(), r => r.EndsWith("model.json", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_learned_is_found_again_after_a_reload(bool worker)
    {
        await using var opened = await BundlePage.OpenAsync(chromium, Compiled.Value);
        const string open = "const model = await load('./model.json', { worker: argument }), image = new TestRandom(9).bytes(pixels);\n";
        var before = await opened.RunAsync<JsonElement>(open +
            """
            const nothing = await model.restore("indexeddb://digits");
            const random = new TestRandom(2), trainer = await model.trainer({ learningRate: 0.05 });
            const shipped = bits((await model.run({ image })).probabilities);
            for (let i = 0; i < 5; i++) await trainer.step(batch(random, 16));
            const learned = bits((await model.run({ image })).probabilities);
            await model.save("indexeddb://digits");
            const next = (await trainer.step(batch(random, 16))).loss;
            return { nothing, shipped, learned, next };
            """, worker);
        Assert.False(before.GetProperty("nothing").GetBoolean());
        Assert.NotEqual(before.GetProperty("shipped").ToString(), before.GetProperty("learned").ToString());

        await opened.Page.ReloadAsync();
        var after = await opened.RunAsync<JsonElement>(open +
            """
            const found = await model.restore("indexeddb://digits");
            const learned = bits((await model.run({ image })).probabilities);
            const random = new TestRandom(2), trainer = await model.trainer({ learningRate: 0.05 });
            for (let i = 0; i < 5; i++) batch(random, 16);
            return { found, learned, next: (await trainer.step(batch(random, 16))).loss };
            """, worker);
        Assert.True(after.GetProperty("found").GetBoolean());
        Assert.Equal(before.GetProperty("learned").ToString(), after.GetProperty("learned").ToString());
        Assert.Equal(before.GetProperty("next").GetDouble(), after.GetProperty("next").GetDouble());
    }

    [Fact]
    public async Task Weights_travel_as_bytes_and_as_a_download()
    {
        await using var opened = await BundlePage.OpenAsync(chromium, Compiled.Value);
        var download = opened.Page.WaitForDownloadAsync();
        var result = await opened.RunAsync<JsonElement>(
            """
            const model = await load("./model.json", { worker: false }), other = await load("./model.json", { worker: false });
            const image = new TestRandom(9).bytes(pixels), trainer = await model.trainer({ learningRate: 0.05 });
            await trainer.step(batch(new TestRandom(2), 16));
            const bytes = await model.save("bytes:");
            await model.save("download://digits");
            const restored = [];
            for (const weights of [bytes, bytes.slice().buffer, new Blob([bytes])]) restored.push(await other.restore(weights));
            const here = bits((await model.run({ image })).probabilities), there = bits((await other.run({ image })).probabilities);
            return { restored: JSON.stringify(restored), bytes: base64(bytes), here, there };
            """);
        Assert.Equal("[true,true,true]", result.GetProperty("restored").GetString());
        Assert.Equal(result.GetProperty("here").ToString(), result.GetProperty("there").ToString());
        var file = await download;
        Assert.Equal("digits.safetensors", file.SuggestedFilename);
        var saved = await File.ReadAllBytesAsync(await file.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Equal(result.GetProperty("bytes").GetBytesFromBase64(), saved);
    }

    [Fact]
    public async Task Weights_of_an_untrained_model_are_saved_without_the_optimizer()
    {
        await using var opened = await BundlePage.OpenAsync(chromium, Compiled.Value);
        var bytes = await opened.RunAsync<JsonElement>("return base64(await (await load()).save('bytes:'));");
        var saved = Safetensors.Read(bytes.GetBytesFromBase64());
        Assert.Equal(Net.Variables.Select(v => v.Name).Order(), saved.Keys.Order());
        Assert.All(Net.Variables, v => Assert.Equal(v.Value.Bytes.ToArray(), saved[v.Name]));
    }

    [Fact]
    public async Task Calls_may_overlap()
    {
        await using var opened = await BundlePage.OpenAsync(chromium, Compiled.Value);
        Assert.True(await opened.RunAsync<bool>(
            """
            const model = await load(), random = new TestRandom(4);
            const images = Array.from({ length: 20 }, () => random.bytes(pixels));
            const together = await Promise.all(images.map(image => model.run({ image })));
            for (let i = 0; i < images.length; i++) {
              const alone = await model.run({ image: images[i] });
              if (String(alone.probabilities) !== String(together[i].probabilities)) return false;
            }
            return true;
            """));
    }

    [Fact]
    public async Task A_worker_of_the_page_may_load_the_model_itself()
    {
        await using var opened = await BundlePage.OpenAsync(chromium, Compiled.Value);
        Assert.True(await opened.RunAsync<bool>(
            """
            const url = new URL("./bantam.js", location.href).href, manifest = new URL("./model.json", location.href).href;
            const script = `import { load } from "${url}";
              const model = await load("${manifest}", { worker: false });
              postMessage((await model.run({ image: new Uint8Array(784) })).probabilities);`;
            const worker = new Worker(URL.createObjectURL(new Blob([script], { type: "text/javascript" })), { type: "module" });
            const there = await new Promise((resolve, reject) => {
              worker.onmessage = event => resolve(event.data);
              worker.onerror = reject;
            });
            const here = await (await load()).run({ image: new Uint8Array(784) });
            return String(there) === String(here.probabilities);
            """));
    }

    [Fact]
    public async Task A_bundle_may_lie_on_another_origin()
    {
        await using var opened = await BundlePage.OpenAsync(chromium, Compiled.Value);
        await opened.Context.RouteAsync("http://bundles.test/**", route =>
        {
            var path = new Uri(route.Request.Url).AbsolutePath.TrimStart('/');
            return route.FulfillAsync(new()
            {
                BodyBytes = Compiled.Value.Files[path].ToArray(),
                ContentType = path.EndsWith(".js", StringComparison.Ordinal) ? "text/javascript" : "application/octet-stream",
                Headers = new Dictionary<string, string>
                {
                    ["Access-Control-Allow-Origin"] = "*", ["Cross-Origin-Resource-Policy"] = "cross-origin",
                },
            });
        });
        Assert.Equal(10, await opened.RunAsync<int>(
            """
            const there = await import("http://bundles.test/bantam.js");
            const model = await there.load("http://bundles.test/model.json", { worker: true });
            return (await model.run({ image: new Uint8Array(pixels) })).probabilities.length;
            """));
    }

    [Fact]
    public async Task Many_loads_and_closes_keep_memory_flat()
    {
        await using var opened = await BundlePage.OpenAsync(chromium, Compiled.Value);
        await using var session = new MemoryProbe(await opened.Context.NewCDPSessionAsync(opened.Page));
        const string cycle =
            """
            for (let i = 0; i < argument; i++) {
              const model = await load("./model.json", { worker: i % 2 === 0 });
              await model.run({ image: new Uint8Array(pixels) });
              await model.close();
            }
            return true;
            """;
        var started = 0;
        opened.Page.Worker += (_, _) => started++;
        var rounds = Environment.GetEnvironmentVariable("BANTAM_LONG") == "1" ? 1000 : 50;
        await opened.RunAsync<bool>(cycle, 10);
        var before = await session.UsedBytesAsync();
        await opened.RunAsync<bool>(cycle, rounds);
        var after = await session.UsedBytesAsync();
        Assert.InRange(started, (10 + rounds) / 2, int.MaxValue);
        // The browser says a moment later that a worker has ended.
        for (var i = 0; i < 100 && opened.Page.Workers.Count > 0; i++) await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.Empty(opened.Page.Workers);
        var one = Compiled.Value.MemoryBytes["wasm-relaxed"];
        Assert.True(
            after - before < 2 * one,
            $"{rounds} loads and closes grew the page from {before} to {after} bytes; one model takes {one}.");
    }
}
