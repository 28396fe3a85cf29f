namespace Bantam.Cli.Tests.Commands;

/// <summary>Data and models that are broken: a sentence each, and nothing written.</summary>
public sealed class BadDataTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("train-images-idx3-ubyte", "The file is cut off", 0.5)]
    [InlineData("train-images-idx3-ubyte", "It is cut off", 0.99)]
    [InlineData("train-labels-idx1-ubyte", "It is cut off", 0.6)]
    [InlineData("t10k-images-idx3-ubyte", "It is cut off", 0.6)]
    public async Task A_truncated_IDX_file_is_named(string file, string sentence, double kept)
    {
        var data = IdxFolder.Write(_scratch["data"], 50, 20);
        var path = Path.Combine(data, file);
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(
            path, sentence == "The file is cut off" ? bytes[..10]
            : bytes[..(int)(bytes.Length * kept)], TestContext.Current.CancellationToken);
        await Fails(data, $"{file} > ", sentence);
    }

    [Fact]
    public async Task Labels_that_do_not_match_the_images_are_counted()
    {
        var data = IdxFolder.Write(_scratch["data"], 50, 20);
        File.Copy(Path.Combine(data, "t10k-labels-idx1-ubyte"), Path.Combine(data, "train-labels-idx1-ubyte"), overwrite: true);
        await Fails(data, "there are 20 labels, and 50 images");
    }

    [Fact]
    public async Task A_folder_without_the_files_is_told_what_belongs_in_it() =>
        await Fails(_scratch.Folder, "pictures (.jpg, .jpeg, .png, .webp, .bmp, .gif) must be in it");

    [Fact]
    public async Task All_unknown_operators_are_named_at_once()
    {
        var model =
            _scratch.Write("strange.onnx",
            OnnxBytes.Chain(("first", "Relu"), ("second", "Frobnicate"), ("third", "Relu"), ("fourth", "Transmogrify")));
        string[][] commands =
        [
            ["train", "--data", "drawn", "--samples", "20", "--model", model, "--out", _scratch["out.onnx"]],
            ["eval", model, "--data", "drawn"],
            ["run", model, "--input", "1,2,3,4"],
            ["compile", model, "-o", _scratch["dist"]],
        ];
        foreach (var command in commands)
        {
            var run = await CliRun.Here(command);
            Assert.Equal(1, run.ExitCode);
            Assert.Contains("node 'second' (Frobnicate)", run.Error, StringComparison.Ordinal);
            Assert.Contains("node 'fourth' (Transmogrify)", run.Error, StringComparison.Ordinal);
        }

        Assert.False(File.Exists(_scratch["out.onnx"]));
        Assert.False(Directory.Exists(_scratch["dist"]));
    }

    [Theory, InlineData(0), InlineData(1), InlineData(100), InlineData(5000)]
    public async Task A_corrupt_model_is_refused(int kept)
    {
        var data = IdxFolder.Write(_scratch["data"], 50, 20);
        await CliRun.Succeed("train", "--data", data, "--model", "dense", "--epochs", "1", "--out", _scratch["digits.onnx"]);
        var bytes = await File.ReadAllBytesAsync(_scratch["digits.onnx"], TestContext.Current.CancellationToken);
        var broken = _scratch.Write("broken.onnx", bytes[..kept]);
        foreach (
            var command in (
            string[][])[["eval", broken, "--data", data], ["inspect", broken], ["run", broken, "--input", "1"], ["compile", broken, "-o",
            _scratch["dist"]]])
        {
            var run = await CliRun.Here(command);
            Assert.Equal(1, run.ExitCode);
            Assert.StartsWith("broken.onnx > ", run.Error, StringComparison.Ordinal);
        }

        Assert.False(Directory.Exists(_scratch["dist"]));
    }

    [Fact]
    public async Task A_model_with_weights_that_are_no_numbers_does_not_train()
    {
        var data = IdxFolder.Write(_scratch["data"], 50, 20);
        await CliRun.Succeed("train", "--data", data, "--model", "dense", "--epochs", "1", "--out", _scratch["digits.onnx"]);
        var model = Bantam.Onnx.OnnxModel.Load(_scratch["digits.onnx"]);
        model.Graph.Variables.First().Value.Span<float>().Fill(float.NaN);
        model.Save(_scratch["nan.onnx"]);
        var run = await CliRun.Here("train", "--data", data, "--model", _scratch["nan.onnx"], "--out", _scratch["out.onnx"]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("the loss must be a finite number", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_scratch["out.onnx"]));
    }

    [Fact]
    public async Task A_model_with_too_few_classes_is_told_how_many_it_needs()
    {
        var run =
            await CliRun.Here("eval", _scratch.Write("relu.onnx", OnnxBytes.Chain(("only", "Relu"))), "--data", "drawn", "--samples", "20");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("a model needs 10 classes", run.Error, StringComparison.Ordinal);
    }

    private async Task Fails(string data, params string[] sentences)
    {
        var run = await CliRun.Here("train", "--data", data, "--model", "dense", "--epochs", "1", "--out", _scratch["out.onnx"]);
        Assert.Equal(1, run.ExitCode);
        foreach (var sentence in sentences) Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
        Assert.False(File.Exists(_scratch["out.onnx"]));
    }
}
