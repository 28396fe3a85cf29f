using Bantam.Onnx;
using Bantam.Zoo;

namespace Bantam.Cli.Tests.Commands;

/// <summary><c>bantam zoo</c>.</summary>
public sealed class ZooCommandTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task All_models_are_listed()
    {
        var models = (await CliRun.Succeed("zoo", "--json")).Json.GetProperty("models").EnumerateArray().ToArray();
        Assert.Equal(ModelZoo.All.Select(m => m.Name), models.Select(m => m.GetProperty("name").GetString()));
        var first = models.Single(m => m.GetProperty("name").GetString() == "mobilenet-v2");
        Assert.Equal(3_504_872, first.GetProperty("parameters").GetInt64());
        Assert.Equal(300_774_272, first.GetProperty("multiply_adds").GetInt64());
        Assert.Equal("3x224x224", first.GetProperty("input").GetString());
        var table = (await CliRun.Succeed("zoo")).Output;
        Assert.All(ModelZoo.All, m => Assert.Contains(m.Name, table, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_model_is_written_with_the_weights_of_its_seed()
    {
        await Write("a.onnx", "1");
        await Write("b.onnx", "1");
        await Write("c.onnx", "2");
        var file = File.ReadAllBytes(_scratch["a.onnx"]);
        Assert.Equal(file, File.ReadAllBytes(_scratch["b.onnx"]));
        Assert.NotEqual(file, File.ReadAllBytes(_scratch["c.onnx"]));
        var graph = OnnxModel.Load(file).Graph;
        Assert.Equal("input: Float[batch,3,32,32]", graph.Inputs[0].ToString());
        Assert.Equal("output: Float[batch,7]", graph.Outputs[0].ToString());

        async Task Write(string name, string seed) =>
            await CliRun.Succeed("zoo", "resnet-20", "-o", _scratch[name], "--seed", seed, "--classes", "7");
    }

    [Theory]
    [InlineData("There is no model 'perceptron'; there are ", "perceptron")]
    [InlineData("--classes takes a whole number from 1 on; it was given '0'.", "resnet-20", "--classes", "0")]
    [InlineData("--out is the file of one model; name the model that is written.", "--out", "model.onnx")]
    public async Task What_is_not_there_is_refused_with_a_sentence(string sentence, params string[] arguments)
    {
        var run = await CliRun.Here(["zoo", .. arguments]);
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
    }
}
