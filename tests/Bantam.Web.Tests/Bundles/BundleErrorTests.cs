using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bantam.Tests.Web;
using Bantam.Web.Bundles;

namespace Bantam.Web.Tests.Bundles;

/// <summary>What goes wrong is a sentence with both values, and nothing is lost by it.</summary>
[Trait("Needs", "browser")]
public sealed class BundleErrorTests(Chromium chromium)
{
    private const int Batch = 16;

    private const string CopyAll = "Copy the whole folder of the bundle, and all of it from one compilation.";

    private static readonly DenseNet Net = new(1, 32);
    private static readonly Lazy<CompiledBundle> Compiled = new(() => Bundle.Compile(Net.Inference, Net.Options(isTraining: true, Batch)));
    private static readonly Lazy<CompiledBundle> WithoutTraining = new(() => Bundle.Compile(Net.Inference, Net.Options(isTraining: false)));

    private static string Weights => Compiled.Value.Files.Keys.Single(k => k.StartsWith("weights-", StringComparison.Ordinal));

    /// <summary>
    /// What a page does wrong, and what it is told; a sentence that ends in a space goes on with the browser's own words.
    /// </summary>
    private static readonly (string Use, string Expected)[] WrongUses =
    [
        ("model.run({ imgae: new Uint8Array(784) })", "There is no input 'imgae'; run takes image (uint8[batch,784])."),
        ("model.run({})", "The input 'image' is missing; run takes image (uint8[batch,784])."),
        ("model.run()", "run takes an object with a typed array for each input: image (uint8[batch,784])."),
        ("model.run({ image: new Float32Array(784) })",
            "The input image (uint8[batch,784]) takes a Uint8Array; this is a value of type Float32Array."),
        ("model.run({ image: [1, 2] })", "The input image (uint8[batch,784]) takes a Uint8Array; this is a value of type Array."),
        ("model.run({ image: new Uint8Array(783) })",
            "The input image (uint8[batch,784]) takes one or more samples of 784 elements; 783 elements were given."),
        ("model.run({ image: new Uint8Array(0) })",
            "The input image (uint8[batch,784]) takes one or more samples of 784 elements; 0 elements were given."),
        ("trainer.step({ image: new Uint8Array(784), label: new Int32Array(16) })",
            "All inputs take the same number of samples; there are 1 in 'image' and 16 in 'label'."),
        ("trainer.step({ image: new Uint8Array(17 * 784), label: new Int32Array(17) })",
            "A step of this bundle takes up to 16 samples; 17 were given. "),
        ("trainer.step({ image: new Uint8Array(12544), label: new Int32Array(15) })",
            "All inputs take the same number of samples; there are 16 in 'image' and 15 in 'label'."),
        ("trainer.step({ image: new Uint8Array(12544), label: new Int32Array(16).fill(10, 3) })",
            "The input 'label' takes the numbers of classes, 0 to 9; element 3 is 10."),
        ("trainer.step({ image: new Uint8Array(12544), label: new Int32Array(16).fill(-1) })",
            "The input 'label' takes the numbers of classes, 0 to 9; element 0 is -1."),
        ("model.trainer({ batchSize: 8 })", "This bundle trains in batches of 16; 8 was asked for."),
        ("model.save('file://x')", "'file://x' is not a place to save to; use \"indexeddb://name\", \"download://name\" or \"bytes:\"."),
        ("model.restore('bytes:')",
            "'bytes:' is not a place to restore from; use \"indexeddb://name\", or the saved bytes or file itself."),
        ("model.restore(new Uint8Array(4))", "These weights are cut off: there are 4 bytes, and the length of the header alone takes 8."),
        ("model.restore(other)", "These weights are of another model: 'dense0/kernel' is F32[784,32] here and nothing there."),
        ("model.restore(cut)", "These weights are damaged: 'dense1/bias' takes 40 bytes and lies at 101760 to 101800 of 101799."),
        ("imageInput(new ImageData(2, 2), {})",
            "imageInput needs the width and height that the model takes; these are undefined and undefined."),
        ("imageInput(new ImageData(2, 2), { width: 2.5, height: 2 })",
            "imageInput needs the width and height that the model takes; these are 2.5 and 2."),
        ("imageInput(null, { width: 2, height: 2 })",
            "imageInput takes an ImageData, <img>, <video>, canvas or ImageBitmap that has pixels; "
            + "this is none, is empty, or has not loaded yet."),
        ("imageInput(new ImageData(2, 2), { width: 2, height: 2, channels: 2 })", "imageInput makes 1, 3 or 4 channels; 2 were asked for."),
        ("load('./model.json', { threads: -1 })", "threads is \"auto\" or a whole number from 1 to 64; this is -1."),
        ("load('./model.json', { manifest: 7 })", "/model.json is not the manifest of a Bantam bundle."),
        ("load('./model.json', { backend: 'webgpu' })",
            "The backend 'webgpu' is not among those that this browser and this bundle both have: wasm-relaxed, wasm-simd, js."),
        ("load('http://[')", "'http://[' is not an address: "),
        ("load('./model.json', { onProgress: 5 })", "onProgress is a function that takes a number; this is 5."),
        ("load('./model.json', { manifest: { format: 'bantam', version: 1 } })",
            $"/model.json is damaged: its levels are missing. {CopyAll}"),
        ("load('./model.json', { manifest: { ...manifest, levels: {} } })",
            $"/model.json is damaged: its levels are missing. {CopyAll}"),
        ("load('./model.json', { manifest: { ...manifest, shards: undefined } })",
            $"/model.json is damaged: its shards are missing. {CopyAll}"),
        ("model.run({ image: gone })",
            "The input image (uint8[batch,784]) was given away: its buffer was transferred, and nothing is left in it."),
        ("model.restore(gone.buffer)", "These weights are cut off: there are 0 bytes, and the length of the header alone takes 8."),
        ("model.restore(notNumbers)", "These weights are no numbers: element 25086 of 'dense0/kernel' is NaN."),
        ("trainer.step(batch(new TestRandom(2), 16), trainer.learningRate = -1)", "The learning rate is a number from 0 on; this is -1."),
        ("load('./nothing.json')", $"/nothing.json is missing: the server answered 404. {CopyAll}"),
        ("load('./test.html')", "/test.html is not a manifest: "),
        ("trainer.step({ image: new Uint8Array(12544), label: new Int32Array(16) }, trainer.learningRate = '1e-3')",
            "The learning rate is a number from 0 on; this is 1e-3."),
        ("model.close().then(() => model.run({ image: new Uint8Array(784) }))", "The model is closed; load it again."),
    ];

    [Fact]
    public async Task Wrong_use_is_explained()
    {
        await using var opened = await BundlePage.OpenAsync(chromium, Compiled.Value);
        var errors = await opened.RunAsync<JsonElement>(
            $$"""
            const model = await load(), trainer = await model.trainer();
            const saved = await model.save("bytes:"), cut = saved.subarray(0, saved.length - 1);
            const header = new TextEncoder().encode("{}      "), other = Uint8Array.of(8, 0, 0, 0, 0, 0, 0, 0, ...header);
            const manifest = await (await fetch("./model.json")).json(), gone = new Uint8Array(784);
            structuredClone(gone, { transfer: [gone.buffer] });
            const notNumbers = saved.slice(), end = 8 + Number(new DataView(saved.buffer).getBigUint64(0, true));
            const [from] = JSON.parse(new TextDecoder().decode(saved.subarray(8, end)))["dense0/kernel"].data_offsets;
            new DataView(notNumbers.buffer).setFloat32(end + from + 4 * 25086, NaN, true);
            const errors = [];
            for (const use of [{{string.Join(", ", WrongUses.Select(u => $"() => {u.Use}"))}}]) errors.push(await failure(use));
            return errors;
            """);
        Assert.Multiple([.. WrongUses.Zip(errors.EnumerateArray(), (use, error) => (Action)(() => Check(error, use.Expected)))]);
    }

    [Fact]
    public async Task A_bundle_without_training_says_how_to_get_one_with()
    {
        await using var opened = await BundlePage.OpenAsync(chromium, WithoutTraining.Value);
        var error = await opened.RunAsync<JsonElement>("const model = await load(); return failure(() => model.trainer());");
        Check(error, "This bundle cannot train: compile it with training.");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_missing_shard_is_named(bool worker)
    {
        await using var opened = await BundlePage.OpenAsync(chromium, Compiled.Value);
        File.Delete(Path.Combine(opened.Folder, Weights));
        var error = await LoadFailureAsync(opened, worker);
        Check(error, $"/{Weights} is missing: the server answered 404. {CopyAll}");
    }

    [Fact]
    public async Task A_connection_that_is_down_is_said_to_be()
    {
        await using var opened = await BundlePage.OpenAsync(chromium, Compiled.Value);
        Assert.True(await opened.RunAsync<bool>("Object.assign(window, { load, failure }); return true;"));
        await opened.Context.SetOfflineAsync(true);
        var error = await opened.Page.EvaluateAsync<JsonElement>(
            "() => window.failure(() => window.load('./model.json', { worker: false }))");
        Check(error, "/model.json could not be fetched: Failed to fetch. The connection or the server may be down.");
    }

    [Fact]
    public async Task A_shard_of_another_length_is_named_with_both_lengths()
    {
        await using var opened = await BundlePage.OpenAsync(chromium, Compiled.Value);
        var bytes = Compiled.Value.Files[Weights];
        await File.WriteAllBytesAsync(Path.Combine(opened.Folder, Weights), bytes[..1000], TestContext.Current.CancellationToken);
        Check(await LoadFailureAsync(opened), $"{Weights} has 1000 bytes; the manifest says {bytes.Length}. ");
    }

    [Fact]
    public async Task A_shard_with_one_wrong_bit_is_named_with_both_hashes()
    {
        await using var opened = await BundlePage.OpenAsync(chromium, Compiled.Value);
        var bytes = Compiled.Value.Files[Weights].ToArray();
        bytes[123] ^= 1;
        await File.WriteAllBytesAsync(Path.Combine(opened.Folder, Weights), bytes, TestContext.Current.CancellationToken);
        Check(await LoadFailureAsync(opened), $"{Weights} is corrupt: its hash is ");
    }

    [Fact]
    public async Task Where_a_cache_has_another_shard_the_server_is_asked()
    {
        await using var opened = await BundlePage.OpenAsync(chromium, Compiled.Value);
        var asked = 0;
        await opened.Context.RouteAsync($"**/{Weights}*", async route =>
        {
            if (asked++ == 0) await route.FulfillAsync(new() { BodyBytes = new byte[100] });
            else await route.ContinueAsync();
        });
        Assert.True(await opened.RunAsync<bool>("return (await load()).threads > 0;"));
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task A_download_that_breaks_off_is_told_in_a_sentence()
    {
        await using var opened = await BundlePage.OpenAsync(chromium, Compiled.Value);
        var error = await opened.RunAsync<JsonElement>(
            """
            const original = window.fetch;
            window.fetch = async (url, options) => String(url).includes("weights-")
              ? new Response(new ReadableStream({
                  start: stream => {
                    stream.enqueue(new Uint8Array(10));
                    stream.error(new TypeError("It broke off"));
                  },
                }))
              : original(url, options);
            return failure(() => load());
            """);
        Check(error, $"/{Weights} could not be fetched: ");
    }

    [Fact]
    public async Task A_manifest_of_another_version_is_refused_with_both_versions()
    {
        await using var opened = await BundlePage.OpenAsync(chromium, Compiled.Value);
        var manifest = JsonNode.Parse(Compiled.Value.Files["model.json"].Span)!;
        manifest["version"] = 2;
        var path = Path.Combine(opened.Folder, "model.json");
        await File.WriteAllTextAsync(path, manifest.ToJsonString(), TestContext.Current.CancellationToken);
        Check(await LoadFailureAsync(opened), $"/model.json has version 2; this bantam.js reads version 1. {CopyAll}");
    }

    [Fact]
    public async Task A_browser_that_has_none_of_the_bundles_backends_says_so()
    {
        var options = Net.Options(isTraining: false) with { Backends = [BundleBackend.WasmRelaxed, BundleBackend.WasmSimd] };
        var bundle = Bundle.Compile(Net.Inference, options);
        await using var opened = await BundlePage.OpenAsync(chromium, bundle);
        await opened.Page.EvaluateAsync("WebAssembly.validate = () => false");
        Assert.Equal(["js"], await opened.RunAsync<string[]>("return backends();"));
        var error = await LoadFailureAsync(opened);
        Check(error, "This browser has none of the backends that the bundle was compiled for: wasm-relaxed, wasm-simd.");
    }

    [Fact]
    public async Task A_browser_without_WebAssembly_takes_plain_JavaScript()
    {
        await using var opened = await BundlePage.OpenAsync(chromium, Compiled.Value);
        await opened.Page.EvaluateAsync("() => { delete globalThis.WebAssembly; }");
        var backend = await opened.RunAsync<string>(
            "const model = await load(); await model.run({ image: new Uint8Array(pixels) }); return model.backend;");
        Assert.Equal("js", backend);
    }

    [Fact]
    public async Task A_browser_without_relaxed_SIMD_takes_the_plain_level()
    {
        await using var opened = await BundlePage.OpenAsync(chromium, Compiled.Value);
        var result = await opened.RunAsync<string>(
            """
            const validate = WebAssembly.validate;
            WebAssembly.validate = bytes => !String(bytes).includes("253,133,2") && validate.call(WebAssembly, bytes);
            return (await load()).backend;
            """);
        Assert.Equal("wasm-simd", result);
    }

    [Fact]
    public async Task Full_storage_is_an_error_about_the_quota_and_keeps_what_was_saved()
    {
        await using var opened = await BundlePage.OpenAsync(chromium, Compiled.Value);
        var session = await opened.Context.NewCDPSessionAsync(opened.Page);
        var shipped = Net.Variables.Sum(v => v.Value.Bytes.Length);
        await session.SendAsync("Storage.overrideQuotaForOrigin", new Dictionary<string, object>
        {
            ["origin"] = opened.Address.GetLeftPart(UriPartial.Authority), ["quotaSize"] = 3 * shipped,
        });
        var result = await opened.RunAsync<JsonElement>(
            $$"""
            const model = await load(), image = new TestRandom(9).bytes(pixels), trainer = await model.trainer({ learningRate: 0.05 });
            const read = async () => String((await model.run({ image })).probabilities);
            const shipped = await read();
            await model.save("indexeddb://digits");

            // The browser counts what was stored some time later.
            while ((await navigator.storage.estimate()).usage < {{shipped}}) await new Promise(resolve => setTimeout(resolve, 20));
            await trainer.step(batch(new TestRandom(2), 16));
            const learned = await read(), error = await failure(() => model.save("indexeddb://digits"));
            await model.restore("indexeddb://digits");
            return { ...error, changed: shipped !== learned, kept: shipped === await read() };
            """);
        Check(result, "The browser's storage quota for this page is exhausted; nothing was saved, and what was saved before is kept.");
        Assert.Equal("quota", result.GetProperty("code").GetString());
        Assert.True(result.GetProperty("changed").GetBoolean());
        Assert.True(result.GetProperty("kept").GetBoolean());
    }

    [Fact]
    public async Task A_loss_that_is_no_number_is_an_error_and_the_weights_are_not_saved()
    {
        await using var opened = await BundlePage.OpenAsync(chromium, Compiled.Value);
        var errors = await opened.RunAsync<JsonElement>(
            """
            const model = await load(), trainer = await model.trainer({ learningRate: 1e38 }), random = new TestRandom(2);
            const step = await failure(async () => { for (let i = 0; i < 9; i++) await trainer.step(batch(random, 16)); });
            return [step, await failure(() => model.save("indexeddb://digits")), await failure(() => model.save("bytes:"))];
            """);
        Check(errors[0], "The loss must be a finite number; it is ", "training");
        var message = errors[0].GetProperty("message").GetString();
        Assert.EndsWith("Lower the learning rate, or look for extreme values in the data.", message, StringComparison.Ordinal);
        Check(errors[1], "These weights are no numbers any more and are not saved: ", "weights");
        Check(errors[2], "These weights are no numbers any more and are not saved: ", "weights");
    }

    [Fact]
    public async Task A_worker_that_cannot_start_ends_the_loading()
    {
        await using var opened = await BundlePage.OpenAsync(chromium, Compiled.Value);
        var error = await opened.RunAsync<JsonElement>(
            """
            const original = Worker;
            window.Worker = class extends original { constructor(url, options) { super("./nowhere.js", options); } };
            return failure(() => load());
            """);
        Check(error, "The model's worker ended: ");
    }

    [Fact]
    public async Task Where_workers_are_forbidden_the_calling_thread_is_proposed()
    {
        await using var opened = await BundlePage.OpenAsync(chromium, Compiled.Value);
        await opened.Page.EvaluateAsync(
            """
            () => {
              window.Worker = class {
                constructor() { throw new DOMException("Refused by the policy.", "SecurityError"); }
              };
            }
            """);
        Check(await LoadFailureAsync(opened), "No worker can be started here: Refused by the policy. Load the model with worker: false.");
        Assert.True(await opened.RunAsync<bool>("return (await load('./model.json', { worker: false })).threads === 1;"));
    }

    private static Task<JsonElement> LoadFailureAsync(BundlePage opened, bool worker = true) =>
        opened.RunAsync<JsonElement>("return failure(() => load('./model.json', { worker: argument }));", worker);

    private static void Check(JsonElement error, string expected, string code)
    {
        Check(error, expected);
        Assert.Equal(code, error.GetProperty("code").GetString());
    }

    private static void Check(JsonElement error, string expected)
    {
        var message = error.GetProperty("message").GetString()!;
        if (expected.EndsWith(' ')) Assert.StartsWith(expected, message, StringComparison.Ordinal);
        else Assert.Equal(expected, message);
        Assert.True(error.GetProperty("isError").GetBoolean());
        Assert.Equal("BantamError", error.GetProperty("name").GetString());
        Assert.NotEmpty(error.GetProperty("code").GetString()!);
    }
}
