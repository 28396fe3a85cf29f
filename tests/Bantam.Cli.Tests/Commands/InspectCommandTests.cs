using Bantam.Graphs;
using Bantam.Onnx;
using Bantam.Operators;
using Bantam.Operators.Control;
using Bantam.Operators.Linear;
using Bantam.Operators.Sequences;
using Bantam.Targets.Cpu;
using Bantam.Tensors;
using Bantam.Web.Wasm;

namespace Bantam.Cli.Tests.Commands;

/// <summary><c>bantam inspect</c>.</summary>
public sealed class InspectCommandTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public static TheoryData<string> Targets => [.. CpuTargets.All.Concat(WasmTargets.All).Select(t => t.Name)];

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Nodes_parameters_multiply_adds_and_memory_are_counted()
    {
        var model = await Dense();
        var found = (await CliRun.Succeed("inspect", model, "--batch", "3", "--json")).Json;
        var parameters = (784 * 256) + 256 + (256 * 128) + 128 + (128 * 10) + 10;
        Assert.Equal(parameters, found.GetProperty("parameters").GetInt64());
        Assert.Equal(4 * parameters, found.GetProperty("parameter_bytes").GetInt64());
        Assert.Equal(3 * ((784 * 256) + (256 * 128) + (128 * 10)), found.GetProperty("macs").GetInt64());
        Assert.Equal(parameters, found.GetProperty("nodes").EnumerateArray().Sum(n => n.GetProperty("parameters").GetInt64()));
        Assert.Equal("image", found.GetProperty("inputs")[0].GetProperty("name").GetString());
        Assert.Equal("uint8", found.GetProperty("inputs")[0].GetProperty("type").GetString());
        Assert.Equal("[3,28,28,1]", found.GetProperty("inputs")[0].GetProperty("shape").GetRawText());
        Assert.Equal("[3,10]", found.GetProperty("outputs")[0].GetProperty("shape").GetRawText());
        Assert.Equal(0, found.GetProperty("gaps").GetArrayLength());

        var plan = found.GetProperty("plan");
        Assert.Equal(CpuTargets.Best.Name, plan.GetProperty("target").GetString());
        Assert.InRange(plan.GetProperty("arena_bytes").GetInt64(), 3 * 784, 1_000_000);
        Assert.InRange(plan.GetProperty("constant_bytes").GetInt64(), 4 * parameters, (4 * parameters) + 4096);
        Assert.Equal(0, plan.GetProperty("variable_bytes").GetInt64());
        Assert.Equal(0, plan.GetProperty("host_steps").GetInt32());
        Assert.All(plan.GetProperty("steps").EnumerateArray(), s => Assert.NotEmpty(s.GetProperty("kernel").GetString()!));
        Assert.False(found.TryGetProperty("kernels", out _));
    }

    [Fact]
    public async Task Passes_say_which_nodes_became_what()
    {
        var graph = Graph.Trace([("x", TensorType.Float("batch", 5))], given => [("y", given[0] * given[0].Sigmoid())]);
        OnnxModel.Save(graph, _scratch["swish.onnx"]);
        var passes = (await CliRun.Succeed("inspect", _scratch["swish.onnx"], "--passes", "--json")).Json.GetProperty("passes");
        Assert.Equal("Freeze", passes[0].GetProperty("pass").GetString());
        var patterns = passes[1];
        Assert.Equal(2, patterns.GetProperty("before").GetInt32());
        Assert.Equal(1, patterns.GetProperty("after").GetInt32());
        var change = Assert.Single(patterns.GetProperty("changes").EnumerateArray());
        Assert.Equal(["Sigmoid", "Mul"], change.GetProperty("from").EnumerateArray().Select(n => n.GetProperty("operator").GetString()));
        Assert.Equal("Swish", Assert.Single(change.GetProperty("to").EnumerateArray()).GetProperty("operator").GetString());
        Assert.Equal("WrittenSwish", Assert.Single(change.GetProperty("rules").EnumerateArray()).GetString());
        Assert.Equal("Fuse", passes[passes.GetArrayLength() - 1].GetProperty("pass").GetString());
        Assert.Equal(1, passes[passes.GetArrayLength() - 1].GetProperty("after").GetInt32());

        var shown = (await CliRun.Succeed("inspect", _scratch["swish.onnx"], "--passes")).Output;
        Assert.Contains("WrittenSwish 1", shown, StringComparison.Ordinal);
        Assert.False((await CliRun.Succeed("inspect", _scratch["swish.onnx"], "--json")).Json.TryGetProperty("passes", out _));
    }

    [Fact]
    public async Task A_profile_has_the_slowest_step_first()
    {
        var model = await Dense();
        var found = (await CliRun.Succeed("inspect", model, "--profile", "--threads", "1", "--json")).Json;
        var profile = found.GetProperty("profile");
        var times = profile.GetProperty("steps").EnumerateArray().Select(s => s.GetProperty("milliseconds").GetDouble()).ToArray();
        Assert.Equal(found.GetProperty("plan").GetProperty("steps").GetArrayLength(), times.Length);
        Assert.Equal(times.OrderDescending(), times);
        Assert.Equal(times.Sum(), profile.GetProperty("step_milliseconds").GetDouble(), 1e-9);
        Assert.True(profile.GetProperty("peak_gflops").GetDouble() > 0);
        Assert.Contains(
            profile.GetProperty("steps").EnumerateArray(), s => s.TryGetProperty("gflops", out var rate) && rate.GetDouble() > 0);

        var shown = (await CliRun.Succeed("inspect", model, "--profile", "--threads", "1")).Output;
        Assert.Contains("on 1 thread, the least of", shown, StringComparison.Ordinal);
        var refused = await CliRun.Here("inspect", model, "--profile", "--target", WasmTargets.All[0].Name);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("--profile runs the model here", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_convolution_counts_its_taps()
    {
        await CliRun.Succeed("train", "--data",
            IdxFolder.Write(_scratch["data"], 20, 10), "--model", "cnn", "--epochs", "1", "--batch", "10", "--out", _scratch["cnn.onnx"]);
        var found = (await CliRun.Succeed("inspect", _scratch["cnn.onnx"], "--json")).Json;
        var first = found.GetProperty("nodes").EnumerateArray().First(n => n.GetProperty("operator").GetString() == "Conv");
        var sizes = first.GetProperty("outputs")[0].GetProperty("shape").EnumerateArray().Select(d => d.GetInt64()).ToArray();
        var kernel = 28 - sizes[2] + 1;
        Assert.Equal(sizes[1] * sizes[2] * sizes[3] * kernel * kernel, first.GetProperty("macs").GetInt64());
    }

    [Fact]
    public async Task A_product_with_a_sum_counts_its_multiply_adds()
    {
        var (weights, bias) = (new Variable("w", new Tensor(TensorType.Float(7, 5))), new Variable("b", new Tensor(TensorType.Float(7))));
        var graph = Graph.Trace([("x", TensorType.Float(5, "batch"))], given =>
            [("y", new Gemm(TransA: true, TransB: true).ApplyOne(given[0], weights, bias))]);
        OnnxModel.Save(graph, _scratch["gemm.onnx"]);
        var found = (await CliRun.Succeed("inspect", _scratch["gemm.onnx"], "--dimension", "batch=3", "--json")).Json;
        Assert.Equal(3 * 5 * 7, found.GetProperty("macs").GetInt64());
    }

    [Fact]
    public async Task A_scan_counts_the_multiply_adds_of_all_rounds()
    {
        var weights = Tensor.Ones(Shape.Of(5, 7));
        var graph = Graph.Trace([("x", TensorType.Float(6, 2, 5))], given =>
            [("y", ControlFlow.Scan([], [given[0]], [], Ints.From([0]), Ints.From([0]), slices => [slices[0].MatMul(weights)])[0])]);
        OnnxModel.Save(graph, _scratch["scan.onnx"]);
        var found = (await CliRun.Succeed("inspect", _scratch["scan.onnx"], "--json")).Json;
        Assert.Equal(6 * 2 * 5 * 7, found.GetProperty("macs").GetInt64());
    }

    [Fact]
    public async Task A_dimension_that_is_an_expression_is_shown_as_one()
    {
        var graph = Graph.Trace([("x", TensorType.Float(5, "seq"))], given => [("y", Tensor.Concat(1, given[0], given[0]))]);
        OnnxModel.Save(graph, _scratch["twice.onnx"]);
        var found = (await CliRun.Succeed("inspect", _scratch["twice.onnx"], "--json")).Json;
        Assert.Equal("""[5,"2*seq"]""", found.GetProperty("outputs")[0].GetProperty("shape").GetRawText());
        Assert.Contains("--dimension seq=N", found.GetProperty("problem").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_constant_is_no_input_and_decides_about_sizes()
    {
        var graph = Graph.Trace([("x", TensorType.Float(2, 6)), ("wanted", new TensorType(ElementType.Int64, Shape.Of(2)))], given =>
            [("y", new Operators.Movement.Reshape().ApplyOne(given[0], given[1]))]);
        OnnxModel.Save(graph, _scratch["reshape.onnx"]);
        var found = (await CliRun.Succeed("inspect", _scratch["reshape.onnx"], "--constant", "wanted=3,4", "--json")).Json;
        Assert.Equal("x", Assert.Single(found.GetProperty("inputs").EnumerateArray()).GetProperty("name").GetString());
        Assert.Equal("[3,4]", found.GetProperty("outputs")[0].GetProperty("shape").GetRawText());

        var unknown = await CliRun.Here("inspect", _scratch["reshape.onnx"], "--constant", "shape=3,4");
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains(
            "--constant shape=3,4: the model's inputs are x: Float[2,6], wanted: Int64[2]", unknown.Error, StringComparison.Ordinal);
        var wrong = await CliRun.Here("inspect", _scratch["reshape.onnx"], "--constant", "wanted=3");
        Assert.Equal(1, wrong.ExitCode);
        Assert.Contains("the given list does not fit", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sequences_are_shown_and_refused_by_what_plans()
    {
        var graph = Graph.Trace([("s", new SequenceType(ElementType.Float, Shape.Of(3))), ("n", TensorType.Float("batch", 3))], given =>
            [("y", new SequenceAt().ApplyOne(given[0], Tensor.Scalar(1L)) + given[1]), ("t", given[0])]);
        OnnxModel.Save(graph, _scratch["sequence.onnx"]);
        var found = (await CliRun.Succeed("inspect", _scratch["sequence.onnx"], "--json")).Json;
        Assert.Equal("sequence(float[3])", found.GetProperty("inputs")[0].GetProperty("type").GetString());
        Assert.Contains("'s' is a Sequence(Float[3])", found.GetProperty("problem").GetString(), StringComparison.Ordinal);
        var shown = await CliRun.Succeed("inspect", _scratch["sequence.onnx"]);
        Assert.Contains("sequence(float[3])", shown.Output, StringComparison.Ordinal);
        foreach (var format in (string[])["web", "csharp"])
        {
            var refused = await CliRun.Here("compile", _scratch["sequence.onnx"], "--format", format, "-o", _scratch["out.cs"]);
            Assert.NotEqual(0, refused.ExitCode);
            Assert.Contains("node 'SequenceAt' (SequenceAt): 's' is a Sequence(Float[3])", refused.Error, StringComparison.Ordinal);
        }
    }

    [Theory, MemberData(nameof(Targets))]
    public async Task Kernels_of_every_target_can_be_read(string target)
    {
        var run = await CliRun.Succeed("inspect", await Dense(), "--target", target, "--kernels");
        Assert.Contains("kernel gemm ", run.Output, StringComparison.Ordinal);
        Assert.Contains($" for {target} (", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nodes_that_cannot_be_computed_are_listed_and_the_rest_is_shown()
    {
        var model = _scratch.Write("strange.onnx", OnnxBytes.Chain(("first", "Relu"), ("second", "Frobnicate"), ("third", "Relu")));
        var run = await CliRun.Succeed("inspect", model);
        Assert.Contains("first", run.Output, StringComparison.Ordinal);
        Assert.Contains("1 of its nodes cannot be computed", run.Output, StringComparison.Ordinal);
        Assert.Contains("There is no plan of it.", run.Output, StringComparison.Ordinal);
        var found = (await CliRun.Succeed("inspect", model, "--json")).Json;
        Assert.Equal("second", Assert.Single(found.GetProperty("gaps").EnumerateArray()).GetProperty("node").GetString());
        Assert.Equal(3, found.GetProperty("nodes").GetArrayLength());
    }

    [Fact]
    public async Task People_get_tables()
    {
        var run = await CliRun.Succeed("inspect", await Dense());
        foreach (var word in (string[])["Parameters", "Multiply-adds", "Arena", "Host steps", "MatMul", "gemm"])
            Assert.Contains(word, run.Output, StringComparison.Ordinal);
    }

    private async Task<string> Dense()
    {
        await CliRun.Succeed("train", "--data", IdxFolder.Write(
            _scratch["data"], 20, 10), "--model", "dense", "--epochs", "1", "--batch", "10", "--out", _scratch["dense.onnx"]);
        return _scratch["dense.onnx"];
    }
}
