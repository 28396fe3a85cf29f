using System.Text;
using System.Text.Json;
using Bantam.Kernels;
using Bantam.Tests.Web;
using Bantam.Web.Bundles;

namespace Bantam.Web.Tests.Bundles;

/// <summary>A bundle in a browser computes what .NET computes.</summary>
[Trait("Needs", "browser")]
public sealed class BundleNumbersTests(Chromium chromium)
{
    private const int Batch = 16, Steps = 20;
    private const double LearningRate = 0.05;

    private static readonly Dictionary<string, Subject> Subjects = new()
    {
        ["dense"] = new Subject(new DenseNet(2, 64)),
        ["convolutional"] = new Subject(new ConvolutionalNet(8, 16)),
        ["winograd"] = new Subject(new WinogradNet()),
    };

    [Theory]
    [InlineData("dense", "wasm-relaxed", true)]
    [InlineData("dense", "wasm-relaxed", false)]
    [InlineData("dense", "wasm-simd", true)]
    [InlineData("dense", "wasm-simd", false)]
    [InlineData("convolutional", "wasm-relaxed", true)]
    [InlineData("convolutional", "wasm-simd", false)]
    [InlineData("dense", "js", true)]
    [InlineData("dense", "wasm-mvp", false)]
    [InlineData("convolutional", "js", false)]
    public async Task An_inference_gives_the_probabilities_of_a_session(string subject, string backend, bool worker)
    {
        var net = Subjects[subject].Net;
        await using var opened = await BundlePage.OpenAsync(chromium, Subjects[subject].Bundle.Value);
        var result = await opened.RunAsync<JsonElement>(
            """
            const model = await load("./model.json", argument);
            const image = new TestRandom(7).bytes(3 * pixels);
            const one = await model.run({ image: image.subarray(0, pixels) });
            const all = await model.run({ image });
            const { backend, fused } = model;
            return { backend, fused, kept: image.length, one: bits(one.probabilities), all: bits(all.probabilities) };
            """, new { backend, worker });
        var expected = net.Infer(3, seed: 7, result.GetProperty("fused").GetBoolean() ? null : TestNet.Unfused);
        Assert.Equal(backend, result.GetProperty("backend").GetString());
        Assert.Equal(3 * DenseNet.Pixels, result.GetProperty("kept").GetInt32());
        Assert.Equal(expected[..DenseNet.Classes], Floats(result.GetProperty("one")));
        Assert.Equal(expected, Floats(result.GetProperty("all")));
    }

    [Theory]
    [InlineData("dense", "wasm-relaxed", true)]
    [InlineData("dense", "wasm-relaxed", false)]
    [InlineData("dense", "wasm-simd", false)]
    [InlineData("convolutional", "wasm-relaxed", true)]
    [InlineData("convolutional", "wasm-simd", false)]
    [InlineData("dense", "js", true)]
    [InlineData("dense", "wasm-mvp", false)]
    [InlineData("convolutional", "js", false)]
    [InlineData("winograd", "wasm-relaxed", true)]
    [InlineData("winograd", "wasm-simd", false)]
    [InlineData("winograd", "js", false)]
    public async Task Training_in_the_page_gives_the_weights_of_training_in_dotnet(string subject, string backend, bool worker)
    {
        await using var opened = await BundlePage.OpenAsync(chromium, Subjects[subject].Bundle.Value);
        var result = await opened.RunAsync<JsonElement>(
            """
            const model = await load("./model.json", argument);
            const trainer = await model.trainer({ learningRate: argument.learningRate, batchSize: argument.batch });
            const random = new TestRandom(3), losses = [];
            for (let i = 0; i < argument.steps; i++) losses.push((await trainer.step(batch(random, argument.batch))).loss);
            const weights = await model.save("bytes:");
            const again = await load("./model.json", argument);
            await again.restore(weights);
            const saved = base64(await again.save("bytes:"));
            return { fused: model.fused, losses: bits(Float32Array.from(losses)), weights: base64(weights), again: saved };
            """, new { backend, worker, learningRate = LearningRate, batch = Batch, steps = Steps });
        var (losses, variables) = Subjects[subject].Trained(result.GetProperty("fused").GetBoolean());
        var inPage = Floats(result.GetProperty("losses"));
        Assert.Equal(result.GetProperty("weights").GetString(), result.GetProperty("again").GetString());
        Assert.All(Subjects[subject].Net.Variables, v => Assert.NotEqual(v.Value.Bytes.ToArray(), variables[v.Name]));
        Assert.Equal(losses, inPage);
        var saved = Safetensors.Read(result.GetProperty("weights").GetBytesFromBase64());
        Assert.Equal(variables.Keys.Order(), saved.Keys.Order());
        Assert.All(variables, v => Assert.Equal(v.Value, saved[v.Key]));
    }

    [Fact]
    public async Task The_interpreter_DotNet_and_the_page_train_a_tiny_network_to_the_same_weights()
    {
        const int TinySteps = 3, TinyBatch = 2;
        var net = new ConvolutionalNet(2, 3);
        var bundle = Bundle.Compile(net.Inference, net.Options(isTraining: true, TinyBatch));
        await using var opened = await BundlePage.OpenAsync(chromium, bundle);
        var result = await opened.RunAsync<JsonElement>(
            """
            const model = await load("./model.json");
            const trainer = await model.trainer({ learningRate: argument.learningRate });
            const random = new TestRandom(9);
            for (let i = 0; i < argument.steps; i++) await trainer.step(batch(random, argument.batch));
            return { fused: model.fused, weights: base64(await model.save("bytes:")) };
            """, new { learningRate = LearningRate, steps = TinySteps, batch = TinyBatch });
        var trained = net.Train(TinySteps, TinyBatch, (float)LearningRate, seed: 9).Variables;
        var interpreted = net.Interpret(TinySteps, TinyBatch, (float)LearningRate, seed: 9);
        Assert.Equal(trained.Keys.Order(), interpreted.Keys.Order());
        Assert.All(trained, v => Assert.Equal(v.Value, interpreted[v.Key]));
        Assert.SkipUnless(result.GetProperty("fused").GetBoolean(), "This browser rounds a multiply-add twice.");
        Assert.All(Safetensors.Read(result.GetProperty("weights").GetBytesFromBase64()), v => Assert.Equal(trained[v.Key], v.Value));
    }

    [Fact]
    public async Task Two_threads_give_the_bits_of_one()
    {
        var net = new DenseNet(2, 256);
        await using var opened = await BundlePage.OpenAsync(chromium, Bundle.Compile(net.Inference, net.Options(isTraining: true, 64)));
        var result = await opened.RunAsync<JsonElement>(
            """
            const results = [];
            for (const threads of [1, 2]) {
              const model = await load("./model.json", { threads });
              const trainer = await model.trainer({ learningRate: 0.01 });
              const random = new TestRandom(5);
              for (let i = 0; i < 10; i++) await trainer.step(batch(random, 64));
              results.push({ threads: model.threads, weights: base64(await model.save("bytes:")) });
              await model.close();
            }
            return results;
            """);
        Assert.Equal([1, 2], result.EnumerateArray().Select(r => r.GetProperty("threads").GetInt32()));
        Assert.Equal(result[0].GetProperty("weights").GetString(), result[1].GetProperty("weights").GetString());
        var expected = net.Train(10, 64, 0.01f, seed: 5).Variables;
        Assert.All(Safetensors.Read(result[1].GetProperty("weights").GetBytesFromBase64()), v => Assert.Equal(expected[v.Key], v.Value));
    }

    private static float[] Floats(JsonElement bits) =>
        [.. bits.EnumerateArray().Select(b => BitConverter.UInt32BitsToSingle(b.GetUInt32()))];

    private sealed class Subject(TestNet net)
    {
        public TestNet Net => net;

        public Lazy<CompiledBundle> Bundle { get; } = new(() => Bantam.Web.Bundles.Bundle.Compile(
            net.Inference, net.Options(isTraining: true, Batch) with { Backends = [.. BundleBackend.Default, BundleBackend.WasmMvp] }));

        private readonly Lazy<(float[] Losses, Dictionary<string, byte[]> Variables)> _fused = new(() => Train(net, null));

        private readonly Lazy<(float[] Losses, Dictionary<string, byte[]> Variables)> _unfused = new(() => Train(net, TestNet.Unfused));

        public (float[] Losses, Dictionary<string, byte[]> Variables) Trained(bool isFused) => (isFused ? _fused : _unfused).Value;

        private static (float[] Losses, Dictionary<string, byte[]> Variables) Train(TestNet net, Target? target) =>
            net.Train(Steps, Batch, (float)LearningRate, seed: 3, target);
    }
}
