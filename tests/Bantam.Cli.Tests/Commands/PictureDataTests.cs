using System.Text.Json;

namespace Bantam.Cli.Tests.Commands;

/// <summary>Folders of pictures and tables, from <c>bantam train</c> to a bundle.</summary>
public sealed class PictureDataTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Names_of_folders_go_with_the_model_to_what_runs_it()
    {
        var data = PictureFolder.Write(_scratch["stripes"], 60);
        var trained = (await CliRun.Succeed(
            "train", "--data", data, "--model", "cnn", "--epochs", "6", "--augment", "crop", "--batch", "16", "--out", _scratch["m.onnx"],
            "--json")).Json;
        Assert.Equal(["level", "upright"], Names(trained.GetProperty("classes")));
        Assert.InRange(trained.GetProperty("test_accuracy").GetDouble(), 0.9, 1);

        var measured = (await CliRun.Succeed("eval", _scratch["m.onnx"], "--data", data, "--json")).Json;
        Assert.Equal(trained.GetProperty("test_accuracy").GetDouble(), measured.GetProperty("accuracy").GetDouble());
        Assert.Equal(12, measured.GetProperty("samples").GetInt64());
        Assert.Equal("upright", measured.GetProperty("classes")[1].GetProperty("name").GetString());
        var all = (await CliRun.Succeed("eval", _scratch["m.onnx"], "--data", data, "--validation-split", "1", "--json")).Json;
        Assert.Equal(120, all.GetProperty("samples").GetInt64());

        var picture = Path.Combine(data, "upright", "003.png");
        var run = await CliRun.Succeed("run", _scratch["m.onnx"], "--image", picture, "--task", "classify", "--json");
        Assert.Equal("upright", run.Json.GetProperty("classes")[0].GetProperty("label").GetString());
        var shown = await CliRun.Succeed("run", _scratch["m.onnx"], "--image", picture);
        Assert.Contains("  upright ", shown.Output, StringComparison.Ordinal);

        await CliRun.Succeed("compile", _scratch["m.onnx"], "-o", _scratch["dist"], "--target", "js");
        var manifest = await File.ReadAllTextAsync(Path.Combine(_scratch["dist"], "model.json"), TestContext.Current.CancellationToken);
        Assert.Equal(["level", "upright"], Names(JsonDocument.Parse(manifest).RootElement.GetProperty("outputs")[0].GetProperty("labels")));
    }

    [Fact]
    public async Task Classes_of_other_data_are_matched_by_name()
    {
        await CliRun.Succeed(
            "train", "--data", PictureFolder.Write(_scratch["both"], 30), "--model", "mlp", "--epochs", "1", "--out", _scratch["m.onnx"]);
        PictureFolder.Write(_scratch["one"], 10);
        Directory.Delete(Path.Combine(_scratch["one"], "level"), recursive: true);
        var one = (await CliRun.Succeed(
            "eval", _scratch["m.onnx"], "--data", _scratch["one"], "--validation-split", "1", "--json")).Json;
        var rows = one.GetProperty("confusion").EnumerateArray().Select(r => r.EnumerateArray().Sum(c => c.GetInt64()));
        Assert.Equal([0, 10], rows);

        Directory.Move(Path.Combine(_scratch["one"], "upright"), Path.Combine(_scratch["one"], "crooked"));
        var unknown = await CliRun.Here("eval", _scratch["m.onnx"], "--data", _scratch["one"]);
        Assert.Equal(1, unknown.ExitCode);
        Assert.Contains("classes must be those of the model, level, upright; 'crooked' is none", unknown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_network_of_the_zoo_learns_resumes_and_goes_on_from_its_file()
    {
        var data = PictureFolder.Write(_scratch["stripes"], 12);
        string[] command =
        [
            "train", "--data", data, "--model", "resnet20", "--epochs", "2", "--batch", "8", "--optimizer", "sgd", "--lr", "0.05",
            "--schedule", "onecycle", "--weight-decay", "5e-4", "--label-smoothing", "0.1", "--augment", "crop,flip",
        ];
        await CliRun.Succeed([.. command, "--out", _scratch["whole.onnx"]]);
        var stopped = await CliRun.StoppedAfter(
            "Epoch 1 of 2", [.. command, "--out", _scratch["m.onnx"], "--checkpoint", _scratch["state"]]);
        Assert.Equal(1, stopped.ExitCode);
        Assert.True(File.Exists(_scratch["state"]));
        await CliRun.Succeed([.. command, "--out", _scratch["m.onnx"], "--checkpoint", _scratch["state"], "--resume"]);
        Assert.Equal(
            await File.ReadAllBytesAsync(_scratch["whole.onnx"], TestContext.Current.CancellationToken),
            await File.ReadAllBytesAsync(_scratch["m.onnx"], TestContext.Current.CancellationToken));
        await CliRun.Succeed("train", "--data", data, "--model", _scratch["m.onnx"], "--epochs", "1", "--out", _scratch["more.onnx"]);
        var detector = await CliRun.Here("train", "--data", data, "--model", "yolo-v3-tiny", "--out", _scratch["no.onnx"]);
        Assert.Equal(1, detector.ExitCode);
        Assert.Contains("does not tell classes apart", detector.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_is_learned_and_its_columns_go_with_the_model()
    {
        var lines = Enumerable.Range(0, 200).Select(i =>
            $"{(i % 7 == 0 ? "" : $"{i % 10}")},{(i % 2 == 0 ? "red" : "blue")},{(i % 10 > 4 ? "big" : "small")}");
        var table = _scratch.Write("t.csv", $"size,colour,kind\n{string.Join('\n', lines)}\n");
        var trained = (await CliRun.Succeed(
            "train", "--data", table, "--label", "kind", "--epochs", "30", "--batch", "16", "--out", _scratch["t.onnx"], "--json")).Json;
        Assert.Equal(["big", "small"], Names(trained.GetProperty("classes")));
        Assert.InRange(trained.GetProperty("training_loss").GetDouble(), 0, 0.4);
        var other = _scratch.Write("other.csv", "kind,colour,size,more\nbig,red,9,1\nsmall,blue,0,1\n");
        var measured = (await CliRun.Succeed(
            "eval", _scratch["t.onnx"], "--data", other, "--validation-split", "1", "--json")).Json;
        Assert.Equal((2, 1.0), (measured.GetProperty("samples").GetInt64(), measured.GetProperty("accuracy").GetDouble()));
        var run = await CliRun.Succeed("run", _scratch["t.onnx"], "--input", "features=8", "--input", "colour=2", "--json");
        Assert.Equal(["big", "small"], Names(run.Json.GetProperty("outputs")[0].GetProperty("labels")));
        var unlabelled = await CliRun.Here("train", "--data", table, "--out", _scratch["no.onnx"]);
        Assert.Equal(2, unlabelled.ExitCode);
        Assert.Contains("say which with --label NAME", unlabelled.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_may_be_a_file_of_code()
    {
        var data = PictureFolder.Write(_scratch["stripes"], 12);
        var script = _scratch.Write("net.cs", """
            using Bantam.Training.Layers;

            public static class Net
            {
                public static Model Create(int classes) => new Sequential(
                    new Rescaling(1 / 255f), new Conv2D(4, 3, activation: Activations.Relu), new GlobalAveragePooling2D(),
                    new Dense(classes));
            }
            """);
        var trained = (await CliRun.Succeed(
            "train", "--data", data, "--model", script, "--epochs", "1", "--out", _scratch["m.onnx"], "--json")).Json;
        Assert.Equal((3 * 3 * 3 * 4) + 4 + (4 * 2) + 2, trained.GetProperty("parameters").GetInt64());
        var wrong = await CliRun.Here(
            "train", "--data", data, "--model", _scratch.Write("wrong.cs", "public class Net { int x = y; }"), "--out", _scratch["w.onnx"]);
        Assert.Equal(1, wrong.ExitCode);
        Assert.Contains("wrong.cs > it must compile", wrong.Error, StringComparison.Ordinal);
        Assert.Contains("CS0103", wrong.Error, StringComparison.Ordinal);
        var none = await CliRun.Here(
            "train", "--data", data, "--model", _scratch.Write("none.cs", "public class Net { }"), "--out", _scratch["n.onnx"]);
        Assert.Contains("one public static method that gives a Model", none.Error, StringComparison.Ordinal);
    }

    private static IEnumerable<string?> Names(JsonElement array) => array.EnumerateArray().Select(n => n.GetString());
}
