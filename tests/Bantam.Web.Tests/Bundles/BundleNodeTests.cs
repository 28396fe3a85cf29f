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

    private static float[] Floats(JsonElement bits) =>
        [.. bits.EnumerateArray().Select(b => BitConverter.UInt32BitsToSingle(b.GetUInt32()))];
}
