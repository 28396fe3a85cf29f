using Bantam.Graphs;
using Bantam.Onnx;
using Bantam.Tensors;

namespace Bantam.Cli.Tests.Commands;

/// <summary><c>bantam compile</c>.</summary>
public sealed class CompileCommandTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Outputs_of_texts_are_left_out_where_the_others_are_asked_for()
    {
        var words = Tensor.From(["cat", "dog"]);
        OnnxModel.Save(
            Graph.Trace([("x", TensorType.Float(1, 2))], inputs =>
            [
                ("label", words.Gather(new Operators.Reduction.ArgMax(1, false).ApplyOne(inputs[0]))), ("p", inputs[0].Softmax()),
                ("twice", inputs[0] * 2f),
            ]),
            _scratch["labels.onnx"]);
        var refused = await CliRun.Here("compile", _scratch["labels.onnx"], "--out", _scratch["all"]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("Output 'label' is String[1]", refused.Error, StringComparison.Ordinal);
        Assert.Contains("Compile the others: --output p --output twice.", refused.Error, StringComparison.Ordinal);
        await CliRun.Succeed("compile", _scratch["labels.onnx"], "--out", _scratch["some"], "--output", "p");
        var manifest = await File.ReadAllTextAsync(Path.Combine(_scratch["some"], "model.json"), TestContext.Current.CancellationToken);
        Assert.Contains("\"p\"", manifest, StringComparison.Ordinal);
        Assert.DoesNotContain("\"twice\"", manifest, StringComparison.Ordinal);
        var unknown = await CliRun.Here("compile", _scratch["labels.onnx"], "--out", _scratch["none"], "--output", "q");
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("--output q: the model's outputs are label", unknown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_becomes_a_folder_that_runs_it()
    {
        var run =
            (await CliRun.Succeed("compile", _scratch.Write("relu.onnx", OnnxBytes.Chain(("only", "Relu"))), "-o",
            _scratch["dist"], "--json")).Json;
        Assert.Equal(_scratch["dist"], run.GetProperty("folder").GetString());
        foreach (var file in run.GetProperty("sizes").GetProperty("files").EnumerateObject())
            Assert.Equal(file.Value.GetInt64(), new FileInfo(Path.Combine(_scratch["dist"], file.Name)).Length);
        foreach (var name in (string[])["model.json", "bantam.js", "index.html"])
            Assert.True(File.Exists(Path.Combine(_scratch["dist"], name)), name);
        var manifest = await File.ReadAllTextAsync(Path.Combine(_scratch["dist"], "model.json"), TestContext.Current.CancellationToken);
        Assert.DoesNotContain("\"training\"", manifest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_becomes_one_file_that_is_written_over_only_if_it_is_ours()
    {
        var (model, path) = (_scratch.Write("relu.onnx", OnnxBytes.Chain(("only", "Relu"))), _scratch["relu.js"]);
        string[] command = ["compile", model, "--single-file", "-o", path];
        for (var i = 0; i < 2; i++)
        {
            var run = (await CliRun.Succeed([.. command, "--json"])).Json;
            Assert.Equal(path, run.GetProperty("folder").GetString());
            var size = Assert.Single(run.GetProperty("sizes").GetProperty("files").EnumerateObject());
            Assert.Equal(("relu.js", new FileInfo(path).Length), (size.Name, size.Value.GetInt64()));
        }

        const string mine = "export const mine = 1;";
        await File.WriteAllTextAsync(path, mine, TestContext.Current.CancellationToken);
        var refused = await CliRun.Here(command);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("the file is there, and Bantam did not write it", refused.Error, StringComparison.Ordinal);
        Assert.Equal(mine, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        Assert.Contains("such as model.js", (await CliRun.Here([.. command[..^1], "folder"])).Error, StringComparison.Ordinal);
        Assert.Contains("has no page", (await CliRun.Here([.. command, "--page", "camera"])).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_a_package_already_stays_the_package_that_it_is()
    {
        const string mine = """{ "name": "mine" }""";
        var model = _scratch.Write("relu.onnx", OnnxBytes.Chain(("only", "Relu")));
        Directory.CreateDirectory(_scratch["site"]);
        var package = _scratch.Write("site/package.json", mine);
        await CliRun.Succeed("compile", model, "-o", _scratch["site"], "--force");
        Assert.Equal(mine, await File.ReadAllTextAsync(package, TestContext.Current.CancellationToken));
        await CliRun.Succeed("compile", model, "-o", _scratch["dist"]);
        var own = await File.ReadAllTextAsync(Path.Combine(_scratch["dist"], "package.json"), TestContext.Current.CancellationToken);
        Assert.Contains("\"name\": \"relu\"", own, StringComparison.Ordinal);
    }

    [Theory, InlineData("crossentropy"), InlineData("mse")]
    public async Task A_model_that_trains_has_a_step(string loss)
    {
        await CliRun.Succeed("train", "--data", IdxFolder.Write(_scratch["data"], 20, 10), "--model", "dense", "--epochs", "1", "--out",
            _scratch["dense.onnx"]);
        await CliRun.Succeed("compile", _scratch["dense.onnx"], "-o", _scratch["dist"], "--training", "--training-batch", "8", "--loss",
            loss);
        var manifest = await File.ReadAllTextAsync(Path.Combine(_scratch["dist"], "model.json"), TestContext.Current.CancellationToken);
        Assert.Contains(
            """
            "training":{"inputs":[{"name":"image","type":"uint8","shape":["batch",28,28,1]},{"name":"label"
            """, manifest, StringComparison.Ordinal);
        Assert.Contains("\"learningRate\":", manifest, StringComparison.Ordinal);
        Assert.Contains("\"name\":\"step\",\"batch\":8", manifest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bundle_is_compiled_for_the_targets_that_are_asked_for()
    {
        var model = _scratch.Write("relu.onnx", OnnxBytes.Chain(("only", "Relu")));
        string[] command = ["compile", model, "-o", _scratch["dist"]];
        var run = (await CliRun.Succeed([.. command, "--target", "js", "--target", "wasm-simd", "--json"])).Json;
        Assert.Equal(["wasm-simd", "js"], run.GetProperty("sizes").GetProperty("code_bytes").EnumerateObject().Select(l => l.Name));
        var wrong = await CliRun.Here([.. command, "--target", "webgpu"]);
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("wasm-relaxed, wasm-simd, wasm-mvp or js; it was given 'webgpu'.", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_of_any_name_stays_open()
    {
        OnnxModel.Save(Graph.Trace([("x", TensorType.Float("N", 4))], inputs => [("y", inputs[0].Relu())]), _scratch["relu.onnx"]);
        await CliRun.Succeed("compile", _scratch["relu.onnx"], "-o", _scratch["dist"]);
        var manifest = await File.ReadAllTextAsync(Path.Combine(_scratch["dist"], "model.json"), TestContext.Current.CancellationToken);
        Assert.Contains("\"inputs\":[{\"name\":\"x\",\"type\":\"float32\",\"shape\":[\"batch\",4]}]", manifest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_without_weights_cannot_be_compiled_for_training()
    {
        OnnxModel.Save(Graph.Trace([("x", TensorType.Float("N", 4))], inputs => [("y", inputs[0].Softmax(-1))]), _scratch["softmax.onnx"]);
        var run = await CliRun.Here("compile", _scratch["softmax.onnx"], "-o", _scratch["dist"], "--training");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("The model has no weights that training may change.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_of_any_name_stays_open_for_training()
    {
        var weights = new Variable("w", Tensor.From(new float[12], 4, 3));
        OnnxModel.Save(
            Graph.Trace([("x", TensorType.Float("N", 4))], inputs => [("y", inputs[0].MatMul(weights))]), _scratch["scores.onnx"]);
        await CliRun.Succeed("compile", _scratch["scores.onnx"], "-o",
            _scratch["dist"], "--training", "--batch", "2", "--training-batch", "8");
        var manifest = await File.ReadAllTextAsync(Path.Combine(_scratch["dist"], "model.json"), TestContext.Current.CancellationToken);
        Assert.Contains("\"inputs\":[{\"name\":\"x\",\"type\":\"float32\",\"shape\":[\"batch\",4]}]", manifest, StringComparison.Ordinal);
        Assert.Contains("\"name\":\"run\",\"batch\":2", manifest, StringComparison.Ordinal);
        Assert.Contains("\"name\":\"step\",\"batch\":8", manifest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_becomes_a_class_with_its_weights_beside_it()
    {
        var weights = new Variable("w", Tensor.From(new float[12], 4, 3));
        var scores = Graph.Trace([("x", TensorType.Float("N", 4))], inputs => [("y", inputs[0].MatMul(weights))]);
        OnnxModel.Save(scores, _scratch["scores.onnx"]);
        var run = (await CliRun.Succeed(
            "compile", _scratch["scores.onnx"], "--format", "csharp", "-o", _scratch["Scores.cs"],
            "--batch", "2", "--lanes", "4", "--training", "--json")).Json;
        var source = await File.ReadAllTextAsync(_scratch["Scores.cs"], TestContext.Current.CancellationToken);
        string[] parts =
        [
            "public sealed class Scores", "public void Run()", "public void Step()", "/// <summary>The input x: Float[2,4].</summary>",
            "Vector128",
        ];
        Assert.All(parts, part => Assert.Contains(part, source, StringComparison.Ordinal));
        var length = run.GetProperty("sizes").GetProperty("files").GetProperty("Scores.weights").GetInt64();
        Assert.Equal(new FileInfo(_scratch["Scores.weights"]).Length, length);
        await CliRun.Succeed("compile", _scratch["scores.onnx"], "--format", "csharp", "-o", _scratch["Scores.cs"]);
        var untrained = await File.ReadAllTextAsync(_scratch["Scores.cs"], TestContext.Current.CancellationToken);
        Assert.DoesNotContain("Step()", untrained, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_class_is_written_over_no_file_of_others_and_needs_a_name()
    {
        var model = _scratch.Write("relu.onnx", OnnxBytes.Chain(("only", "Relu")));
        var mine = _scratch.Write("Mine.cs", "class Mine;");
        var run = await CliRun.Here("compile", model, "--format", "csharp", "-o", mine);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("the file is there, and Bantam did not write it", run.Error, StringComparison.Ordinal);
        Assert.Equal("class Mine;", await File.ReadAllTextAsync(mine, TestContext.Current.CancellationToken));
        var refused = await CliRun.Here("compile", model, "--format", "csharp", "-o", _scratch["1st.cs"]);
        Assert.Contains("--out takes the file of a class, such as Model.cs", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_with_files_of_others_is_left_alone()
    {
        var model = _scratch.Write("relu.onnx", OnnxBytes.Chain(("only", "Relu")));
        Directory.CreateDirectory(_scratch["mine"]);
        var page = _scratch.Write("mine/index.html", "mine");
        var run = await CliRun.Here("compile", model, "-o", _scratch["mine"]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("the folder has files and no bundle that they belong to", run.Error, StringComparison.Ordinal);
        _scratch.Write("mine/model.json", "{\"format\": \"layers-model\"}");
        Assert.Equal(2, (await CliRun.Here("compile", model, "-o", _scratch["mine"])).ExitCode);
        Assert.Equal("mine", await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken));

        await CliRun.Succeed("compile", model, "-o", _scratch["mine"], "--force");
        await CliRun.Succeed("compile", model, "-o", _scratch["mine"]);
        Assert.NotEqual("mine", await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_file_is_no_folder()
    {
        var run = await CliRun.Here("compile", _scratch.Write("relu.onnx", OnnxBytes.Chain(("only", "Relu"))), "-o", _scratch["relu.onnx"]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--out takes a folder", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_disk_leaves_the_old_bundle()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The shell of this system cannot limit the size of files.");
        var model = _scratch.Write("relu.onnx", OnnxBytes.Chain(("only", "Relu")));
        await CliRun.Succeed("compile", model, "-o", _scratch["dist"]);
        var before = Snapshot();
        var run = await CliRun.BelowShell("trap '' XFSZ; ulimit -f 4", "compile", model, "-o", _scratch["dist"], "--name", "another");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(before, Snapshot());
        Assert.Contains($"The bundle cannot be written to {_scratch["dist"]}: ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(".writing", run.Error, StringComparison.Ordinal);
    }

    private string[] Snapshot() =>
        [.. Directory.GetFiles(_scratch["dist"]).Order(StringComparer.Ordinal)
        .Select(f => $"{Path.GetFileName(f)} {Convert.ToHexString(File.ReadAllBytes(f))}")];
}
