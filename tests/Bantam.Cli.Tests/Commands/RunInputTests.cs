using System.Text;
using Bantam.Graphs;
using Bantam.Onnx;
using Bantam.Operators.Control;
using Bantam.Tensors;

namespace Bantam.Cli.Tests.Commands;

/// <summary>What <c>bantam run</c> takes for inputs besides plain numbers, and how it is stopped.</summary>
public sealed class RunInputTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("x.npz", "PK\u0003\u0004 some files", "x.npz > what an input gets is a .npy")]
    [InlineData("x.npz", "PK\u0003\u0004 some files", "this is a ZIP archive, as .npz is")]
    [InlineData("x.dat", "0123456789abcdef", "plain bytes that end in .bin or .raw; this ending is another")]
    [InlineData("x.tar", "\u001f", "this ending is another")]
    public async Task A_file_of_another_kind_is_not_taken_for_plain_bytes(string name, string text, string sentence)
    {
        var run = await CliRun.Here("run", Relu(), "--input", _scratch.Write(name, Encoding.Latin1.GetBytes(text)));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_is_no_input()
    {
        var run = await CliRun.Here("run", Relu(), "--input", Relu());
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("this is an ONNX model.", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cat,dog")]
    [InlineData("[\"cat\", \"dog\"]")]
    [InlineData("s=cat,dog")]
    public async Task Texts_run_through_a_model(string input)
    {
        var run = await CliRun.Succeed("run", Texts(), "--input", input, "--json");
        Assert.Equal("[\"cat\",\"dog\"]", run.Json.GetProperty("outputs")[0].GetProperty("data").GetRawText());
    }

    [Theory]
    [InlineData("<U3", "c\0\0\0a\0\0\0t\0\0\0d\0\0\0o\0\0\0\0\0\0\0", "[\"cat\",\"do\"]")]
    [InlineData(">U1", "\0\0\0a\0\0\0b", "[\"a\",\"b\"]")]
    [InlineData("|S3", "catdo\0", "[\"cat\",\"do\"]")]
    public async Task Arrays_of_texts_run_through_a_model(string descriptor, string data, string expected)
    {
        var run = await CliRun.Succeed("run", Texts(), "--input", Npy(descriptor, "(2,)", false, Encoding.Latin1.GetBytes(data)), "--json");
        Assert.Equal(expected, run.Json.GetProperty("outputs")[0].GetProperty("data").GetRawText());
    }

    [Fact]
    public async Task Texts_are_no_numbers()
    {
        var run = await CliRun.Here("run", Relu(), "--input", Npy("|S1", "(1, 4)", false, "abcd"u8.ToArray()));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("it holds texts.", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<i2", true, "1 0 3 0 2 0 4 0")]
    [InlineData(">i2", false, "0 1 0 2 0 3 0 4")]
    [InlineData(">i2", true, "0 1 0 3 0 2 0 4")]
    public async Task Arrays_of_either_order_are_the_same(string descriptor, bool isByColumns, string bytes)
    {
        OnnxModel.Save(Graph.Trace([("x", TensorType.Float(2, 2))], inputs => [("y", inputs[0].Relu())]), _scratch["relu.onnx"]);
        var run = await CliRun.Succeed(
            "run", _scratch["relu.onnx"], "--json", "--input",
            Npy(descriptor, "(2, 2)", isByColumns, [.. bytes.Split(' ').Select(byte.Parse)]));
        Assert.Equal("[1,2,3,4]", run.Json.GetProperty("outputs")[0].GetProperty("data").GetRawText());
    }

    [Fact]
    public async Task No_samples_give_no_results()
    {
        OnnxModel.Save(Graph.Trace([("x", TensorType.Float("n", 4))], inputs => [("y", inputs[0].Relu())]), _scratch["open.onnx"]);
        var run = await CliRun.Succeed("run", _scratch["open.onnx"], "--json", "--input", Npy("<f4", "(0, 4)", false, []));
        Assert.Equal("[0,4]", run.Json.GetProperty("outputs")[0].GetProperty("shape").GetRawText());
    }

    [Fact]
    public async Task The_first_signal_ends_a_run_that_does_not_end()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals that a test could send.");
        OnnxModel.Save(
            Graph.Trace([("x", TensorType.Float(1))], inputs =>
                [("y", ControlFlow.Loop(null, null, inputs, (_, _, states) => [Tensor.Scalar(true), states[0] + 1f])[0])]),
            _scratch["endless.onnx"]);
        using var running = CliRun.StartHearing("run", _scratch["endless.onnx"], "--input", "1");
        var first = await running.StandardError.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.Contains("Running endless.onnx", first, StringComparison.Ordinal);
        using (var kill = System.Diagnostics.Process.Start("kill", ["-INT", $"{running.Id}"]))
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        var run = await CliRun.Finish(running);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Stopped before there was anything to keep.", run.Error, StringComparison.Ordinal);
    }

    private string Relu() => _scratch.Write("relu.onnx", OnnxBytes.Chain(("only", "Relu")));

    private string Texts()
    {
        OnnxModel.Save(
            Graph.Trace([("s", new TensorType(ElementType.String, Shape.Of(2)))], inputs => [("t", inputs[0].Reshape(1, 2))]),
            _scratch["texts.onnx"]);
        return _scratch["texts.onnx"];
    }

    private string Npy(string descriptor, string shape, bool isByColumns, byte[] data)
    {
        var header = $"{{'descr': '{descriptor}', 'fortran_order': {isByColumns}, 'shape': {shape}, }}\n";
        return _scratch.Write(
            "x.npy", [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header), .. data]);
    }
}
