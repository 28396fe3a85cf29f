using System.Text;
using System.Text.Json;
using Bantam.Cli.Inputs;
using Bantam.Graphs;
using Bantam.Onnx;
using Bantam.Tensors;

namespace Bantam.Cli.Tests.Commands;

/// <summary><c>bantam run</c>.</summary>
public sealed class RunCommandTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("x=-1,2,-3,4")]
    [InlineData("-1 2 -3 4")]
    [InlineData("[[-1, 2, -3, 4]]")]
    [InlineData("x=[-1, 2, -3, 4]")]
    public async Task Numbers_run_through_a_model(string input)
    {
        var run = (await CliRun.Succeed("run", Relu(), "--input", input, "--json")).Json;
        Assert.Equal("[0,2,0,4]", Output(run).GetProperty("data").GetRawText());
        Assert.Equal("[1,4]", Output(run).GetProperty("shape").GetRawText());
        Assert.Equal("float", Output(run).GetProperty("type").GetString());
        Assert.True(run.GetProperty("milliseconds").GetDouble() >= 0);
    }

    [Fact]
    public async Task Files_of_every_kind_run_through_a_model()
    {
        float[] numbers = [-1, 2, -3, 4];
        NpyFile.Write(_scratch["x.npy"], Tensor.From(numbers, 1, 4));
        NpyFile.Write(_scratch["double.npy"], Tensor.From(Array.ConvertAll(numbers, x => (double)x), 4));
        string[] files =
        [
            _scratch["x.npy"], _scratch["double.npy"], _scratch.Write("x.json", "[[-1, 2, -3, 4]]"),
            _scratch.Write("x.txt", "-1\n2\n-3\n4\n"),
            _scratch.Write("x.raw", System.Runtime.InteropServices.MemoryMarshal.AsBytes(numbers.AsSpan()).ToArray()),
        ];
        foreach (var file in files)
        {
            Assert.Equal("[0,2,0,4]", Output((await CliRun.Succeed("run", Relu(), "--input", file, "--json")).Json).GetProperty("data")
                .GetRawText());
            Assert.Equal("[0,2,0,4]", Output((await CliRun.Succeed("run", Relu(), "--input", $"x={file}", "--json")).Json)
                .GetProperty("data").GetRawText());
        }
    }

    [Fact]
    public async Task Truth_values_are_given_as_words()
    {
        OnnxModel.Save(
            Graph.Trace([("x", new TensorType(ElementType.Bool, Shape.Of(2)))], inputs => [("y", inputs[0].Cast(ElementType.Int64))]),
            _scratch["truth.onnx"]);
        Assert.Contains(
            "[1, 0]", (await CliRun.Succeed("run", _scratch["truth.onnx"], "--input", "true,false")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_digits_of_integers_are_shown()
    {
        OnnxModel.Save(
            Graph.Trace([("x", new TensorType(ElementType.Int64, Shape.Of(2)))], inputs => [("y", -inputs[0])]), _scratch["negated.onnx"]);
        Assert.Contains("[1234567890123, -16777217]", (
            await CliRun.Succeed("run", _scratch["negated.onnx"], "--input", "-1234567890123,16777217")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pictures_become_fractions_for_a_model_of_floats()
    {
        var binary = _scratch.Write("x.pgm", [.. Encoding.ASCII.GetBytes("P5\n# four pixels\n4 1\n255\n"), 0, 51, 255, 102]);
        var text = _scratch.Write("y.pgm", "P2 4 1 5 0 1 5 2");
        foreach (var file in (string[])[binary, text])
            Assert.Equal("[0,0.2,1,0.4]", Output((await CliRun.Succeed("run", Relu(), "--input", file, "--json")).Json).GetProperty("data")
                .GetRawText());
    }

    [Fact]
    public async Task A_batch_takes_its_size_from_what_is_given()
    {
        var data = IdxFolder.Write(_scratch["data"], 20, 10);
        await CliRun.Succeed("train", "--data", data, "--model", "dense", "--epochs", "1", "--out", _scratch["digits.onnx"]);
        var images = Training.Data.Mnist.Open(data).Test[0];
        var raw = _scratch.Write("images.raw", images.Bytes.ToArray());
        var run = (await CliRun.Succeed("run", _scratch["digits.onnx"], "--input", raw, "--save", _scratch["out"], "--json")).Json;
        Assert.Equal("[10,10]", Output(run).GetProperty("shape").GetRawText());
        var saved = NpyFile.Read(Path.Combine(_scratch["out"], "probabilities.npy"));
        Assert.Equal(Output(run).GetProperty("data").EnumerateArray().Select(e => e.GetSingle()), saved.ToArray<float>());
        Assert.All(saved.ToArray<float>().Chunk(10), row => Assert.Equal(1, row.Sum(), 1e-5));

        var first = _scratch.Write("first.pgm", [.. "P5 28 28 255\n"u8, .. images.Bytes[..784]]);
        var single = (await CliRun.Succeed("run", _scratch["digits.onnx"], "--input", first, "--json")).Json;
        Assert.Equal(saved.ToArray<float>()[..10], Output(single).GetProperty("data").EnumerateArray().Select(e => e.GetSingle()));
    }

    [Fact]
    public async Task People_read_the_numbers()
    {
        var run = await CliRun.Succeed("run", Relu(), "--input", "1,2,3,-4");
        Assert.Contains("v1: Float[1,4]", run.Output, StringComparison.Ordinal);
        Assert.Contains("[1, 2, 3, 0]", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1,2,3", 1, "input 'x' is Float[1,4]; the given list does not fit: it has the shape [3].")]
    [InlineData("x=1,2,three", 2, "'1,2,three' must be a file or numbers")]
    [InlineData("y=1,2,3,4", 2, "the model's inputs are x: Float[1,4]")]
    [InlineData("[[1,2],[3]]", 1, "lists of one level must have one length; there are lists of 2 and of 1.")]
    [InlineData("[1,\"a\"]", 1, "lists must hold numbers")]
    public async Task Wrong_inputs_are_told_what_is_wrong(string input, int code, string sentence)
    {
        var run = await CliRun.Here("run", Relu(), "--input", input);
        Assert.Equal(code, run.ExitCode);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", 1, "the given list does not fit: it has no elements.")]
    [InlineData("[[]]", 1, "the given list does not fit: it has the shape [1,0].")]
    [InlineData("[[1,2],[3,4],[5,6],[7,8]]", 1, "the given list does not fit: it has the shape [4,2].", "--dimension", "N=2")]
    [InlineData("[[1,2,3,4],[5,6,7,8]]", 2, "--dimension Q=3: the model's named dimensions are N.", "--dimension", "Q=3")]
    [InlineData("1,2,3,4,5,6,7,8", 0, "", "--dimension", "N=2")]
    [InlineData("[[[1,2,3,4]],[[5,6,7,8]]]", 0, "")]
    public async Task What_is_given_must_have_the_shape_of_the_input(string input, int code, string sentence, params string[] more)
    {
        OnnxModel.Save(Graph.Trace([("x", TensorType.Float("N", 4))], inputs => [("y", inputs[0].Relu())]), _scratch["open.onnx"]);
        var run = await CliRun.Here(["run", _scratch["open.onnx"], "--input", input, .. more]);
        Assert.Equal(code, run.ExitCode);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("failed where it should not have", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_without_inputs_takes_none()
    {
        var weights = new Variable("w", Tensor.From([1f, -2f], 2));
        OnnxModel.Save(Graph.Trace([], _ => [("y", weights.Read().Relu())]), _scratch["none.onnx"]);
        var run = await CliRun.Here("run", _scratch["none.onnx"], "--input", "1");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("the model takes no inputs", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_output_is_saved_to_a_file_of_its_own()
    {
        OnnxModel.Save(
            Graph.Trace([("x", TensorType.Float(1, 4))], inputs =>
            [("a/b", inputs[0].Relu()), ("a_b", inputs[0].Exp()), ("A_B", inputs[0].Tanh())]), _scratch["three.onnx"]);
        await CliRun.Succeed("run", _scratch["three.onnx"], "--input", "0,0,0,0", "--save", _scratch["out"]);
        Assert.Equal(["A_B_3.npy", "a_b.npy", "a_b_2.npy"], Directory.GetFiles(_scratch["out"]).Select(Path.GetFileName).Order(
            StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_missing_input_is_named()
    {
        var run = await CliRun.Here("run", Relu());
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("The model takes x: Float[1,4]; give it as in", run.Error, StringComparison.Ordinal);
    }

    private static JsonElement Output(JsonElement run) => run.GetProperty("outputs")[0];

    private string Relu() => _scratch.Write("relu.onnx", OnnxBytes.Chain(("only", "Relu")));
}
