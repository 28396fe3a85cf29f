namespace Bantam.Cli.Tests.Commands;

/// <summary>The pages that <c>train</c>, <c>eval</c> and <c>inspect</c> write.</summary>
public sealed class ReportTests : IDisposable
{
    private static readonly string[] Small = ["--data", "drawn", "--samples", "300", "--model", "dense"];
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_training_an_evaluation_and_a_model_are_reported_in_pages()
    {
        var model = _scratch["digits.onnx"];
        await CliRun.Succeed(["train", .. Small, "--epochs", "2", "--out", model, "--report", _scratch["train.html"]]);
        await Has("train.html", "Training of digits.onnx", "Curves", "Confusion matrix", "What it gets wrong", "Slowest kernels");
        await CliRun.Succeed("eval", model, "--data", "drawn", "--samples", "300", "--report", _scratch["eval.html"]);
        await Has("eval.html", "<h1>digits.onnx</h1>", "Confusion matrix", "Found (recall)", "data:image/png");
        await CliRun.Succeed("inspect", model, "--batch", "1", "--profile", "--html", _scratch["model.html"]);
        await Has("model.html", "<h1>digits.onnx</h1>", "Working memory", "Slowest kernels", ">Graph</h2>");
    }

    [Fact]
    public async Task A_report_changes_no_weight_and_a_training_goes_on_with_or_without_one()
    {
        await CliRun.Succeed(["train", .. Small, "--epochs", "2", "--out", _scratch["plain.onnx"]]);
        await CliRun.Succeed(["train", .. Small, "--epochs", "2", "--out", _scratch["seen.onnx"], "--report", _scratch["r.html"]]);
        Assert.Equal(await Bytes("plain.onnx"), await Bytes("seen.onnx"));
        var before = await File.ReadAllTextAsync(_scratch["r.html"], TestContext.Current.CancellationToken);

        foreach (var epochs in (string[])["3", "4"])
        {
            await CliRun.Succeed(
                ["train", .. Small, "--epochs", epochs, "--out", _scratch["seen.onnx"], "--resume", .. epochs == "3" ? [] : Page]);
            await CliRun.Succeed(
                ["train", .. Small, "--epochs", epochs, "--out", _scratch["plain.onnx"], "--resume", .. epochs == "4" ? [] : Page]);
            Assert.Equal(await Bytes("plain.onnx"), await Bytes("seen.onnx"));
        }

        var after = await File.ReadAllTextAsync(_scratch["r.html"], TestContext.Current.CancellationToken);
        Assert.NotEqual(before, after);
        Assert.Contains("<dt>Epochs</dt><dd>4</dd>", after, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("train", "--data", "drawn", "--report")]
    [InlineData("inspect", "none.onnx", "--html")]
    public async Task A_folder_is_no_page(params string[] arguments)
    {
        var run = await CliRun.Here([.. arguments, _scratch["."]]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("takes the name of a file", run.Error, StringComparison.Ordinal);
    }

    private string[] Page => ["--report", _scratch["r.html"]];

    private Task<byte[]> Bytes(string name) => File.ReadAllBytesAsync(_scratch[name], TestContext.Current.CancellationToken);

    private async Task Has(string page, params string[] texts)
    {
        var html = await File.ReadAllTextAsync(_scratch[page], TestContext.Current.CancellationToken);
        foreach (var text in texts) Assert.Contains(text, html, StringComparison.Ordinal);
    }
}
