using System.Text.Json;
using Bantam.Web.Bundles;

namespace Bantam.Web.Tests.Bundles;

/// <summary>A bundle runs and trains in Node, from its folder, without a server or a worker.</summary>
public sealed class BundleNodeTests
{
    private const int Batch = 4, Steps = 5;

    private const string Script = """
        import { load } from "./bantam.js";
        import { TestRandom, base64, batch, bits, pixels } from "./test.js";
        const results = {};
        for (const backend of ["auto", "wasm", "js"]) {
          const model = await load("./model.json", { backend });
          const { probabilities } = await model.run({ image: new TestRandom(7).bytes(pixels) });
          const trainer = await model.trainer({ learningRate: 0.05 }), random = new TestRandom(3), losses = [];
          for (let i = 0; i < 5; i++) losses.push((await trainer.step(batch(random, 4))).loss);
          results[backend] = {
            backend: model.backend, fused: model.fused, probabilities: bits(probabilities),
            losses: bits(Float32Array.from(losses)), weights: base64(await model.save("bytes:")),
          };
          await model.close();
        }
        console.log(JSON.stringify(results));
        """;

    [Theory]
    [InlineData("dense")]
    [InlineData("convolutional")]
    public async Task A_bundle_in_Node_computes_what_DotNet_computes(string kind)
    {
        TestNet net = kind == "dense" ? new DenseNet(2, 64) : new ConvolutionalNet(8, 16);
        var results = await NodeProgram.RunAsync(Bundle.Compile(net.Inference, net.Options(isTraining: true, Batch)), Script);
        Assert.StartsWith("wasm-", results.GetProperty("auto").GetProperty("backend").GetString(), StringComparison.Ordinal);
        Assert.Equal("js", results.GetProperty("js").GetProperty("backend").GetString());
        foreach (var result in results.EnumerateObject().Select(r => r.Value))
        {
            var target = result.GetProperty("fused").GetBoolean() ? null : TestNet.Unfused;
            var (losses, variables) = net.Train(Steps, Batch, 0.05f, seed: 3, target);
            Assert.Equal(net.Infer(1, seed: 7, target), Floats(result.GetProperty("probabilities")));
            Assert.Equal(losses, Floats(result.GetProperty("losses")));
            var saved = Safetensors.Read(result.GetProperty("weights").GetBytesFromBase64());
            Assert.Equal(variables.Keys.Order(), saved.Keys.Order());
            Assert.All(variables, v => Assert.Equal(v.Value, saved[v.Key]));
        }
    }

    [Fact]
    public async Task One_file_has_all_and_gives_the_same_bits()
    {
        var net = new ConvolutionalNet(8, 16);
        var bundle = Bundle.Compile(net.Inference, net.Options(isTraining: true, Batch));
        var script = Script.Replace("\"./bantam.js\"", "\"./alone/digits.mjs\"", StringComparison.Ordinal)
            .Replace("\"./model.json\"", "undefined", StringComparison.Ordinal);
        var files = new Dictionary<string, byte[]> { ["alone/digits.mjs"] = bundle.ToModule() };
        var alone = await NodeProgram.RunAsync(bundle, script, files);
        var folder = await NodeProgram.RunAsync(bundle, Script);
        Assert.Equal(folder.ToString(), alone.ToString());
    }

    [Fact]
    public async Task Fewer_samples_than_a_batch_are_repeated_until_it_is_full()
    {
        var net = new DenseNet(2, 64);
        var losses = await NodeProgram.RunAsync(
            Bundle.Compile(net.Inference, net.Options(isTraining: true, Batch)),
            """
            import { load } from "./bantam.js";
            import { TestRandom, batch, bits, pixels } from "./test.js";
            const few = batch(new TestRandom(5), 3), losses = [];
            const filled = { image: new Uint8Array(4 * pixels), label: new Int32Array(4) };
            filled.image.set(few.image);
            filled.image.set(few.image.subarray(0, pixels), 3 * pixels);
            filled.label.set(few.label);
            filled.label[3] = few.label[0];
            for (const given of [few, filled]) {
              const model = await load(), trainer = await model.trainer({ learningRate: 0.05 });
              for (let i = 0; i < 3; i++) losses.push((await trainer.step(given)).loss);
              await model.close();
            }
            console.log(JSON.stringify(bits(Float32Array.from(losses))));
            """);
        var all = Floats(losses);
        Assert.Equal(all[3..], all[..3]);
        Assert.NotEqual(all[0], all[1]);
    }

    private static float[] Floats(JsonElement bits) =>
        [.. bits.EnumerateArray().Select(b => BitConverter.UInt32BitsToSingle(b.GetUInt32()))];
}
