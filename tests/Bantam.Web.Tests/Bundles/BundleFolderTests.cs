using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Onnx;
using Bantam.Operators;
using Bantam.Operators.Movement;
using Bantam.Operators.Sequences;
using Bantam.Plans;
using Bantam.Tensors;
using Bantam.Web.Bundles;

namespace Bantam.Web.Tests.Bundles;

/// <summary>Compiling and writing, without a browser.</summary>
public sealed class BundleFolderTests : IDisposable
{
    private static readonly DenseNet Net = new(1, 16);
    private readonly string _root = Directory.CreateTempSubdirectory("bantam-folder-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task A_bundle_has_these_files_and_no_more()
    {
        var options = Net.Options(isTraining: true, 16) with { Files = new Dictionary<string, ReadOnlyMemory<byte>>() };
        var folder = Path.Combine(_root, "dist");
        var bundle = await Bundle.CompileAsync(Net.Inference, folder, options, TestContext.Current.CancellationToken);
        var names = NamesIn(folder);
        Assert.Equal(bundle.Files.Keys.Order(StringComparer.Ordinal), names);
        string[] expected =
        [
            "bantam-worker.js", "bantam.d.ts", "bantam.js", "index.html", "model.js", "model.json", "model.relaxed.wasm",
            "model.simd.wasm", "package.json", "page.css", "page.js", "sw.js",
        ];
        Assert.Equal(expected, names.Where(n => !n.StartsWith("weights-", StringComparison.Ordinal)));
    }

    [Fact]
    public void Code_of_a_grid_net_stays_within_its_budget()
    {
        var net = new DenseNet(8, 256);
        Check(Bundle.Compile(net.Inference, net.Options(isTraining: false)), 36_000);
        Check(Bundle.Compile(net.Inference, net.Options(isTraining: true, 64)), 70_000);

        // JavaScript is text, which servers compress to a tenth.
        static void Check(CompiledBundle bundle, int most) =>
            Assert.All(bundle.CodeBytes, c => Assert.InRange(c.Value, 1, c.Key == "js" ? 3 * most : most));
    }

    [Fact]
    public void Equal_models_give_equal_bundles()
    {
        var (one, other) = (Compile(), Compile());
        Assert.Equal(one.Files.Keys, other.Files.Keys);
        Assert.All(one.Files, f => Assert.Equal(f.Value.ToArray(), other.Files[f.Key].ToArray()));

        static CompiledBundle Compile()
        {
            var net = new DenseNet(1, 16);
            return Bundle.Compile(net.Inference, net.Options(isTraining: true, 16));
        }
    }

    [Fact]
    public void Large_weights_are_cut_into_shards_of_at_most_four_megabytes()
    {
        var random = new TestRandom(1);
        var weights = new float[3, 1_000_000 + 7].Cast<float>().Select(_ => random.NextByte() + 1f).ToArray();
        var variable = new Variable("w", Tensor.From(weights, 3, 1_000_007));
        var graph = Graph.Trace([("x", TensorType.Float(1, 3))], inputs => [("y", inputs[0].MatMul(variable))]);
        var bundle = Bundle.Compile(graph);
        var shards = bundle.Files.Where(f => f.Key.StartsWith("weights-", StringComparison.Ordinal)).Select(f => f.Value).ToArray();
        Assert.Equal(4, shards.Length);
        Assert.All(shards, s => Assert.InRange(s.Length, 2_900_000, 4_000_000));
        Assert.Equal(variable.Value.Bytes.Length, shards.Sum(s => s.Length));
        Assert.Equal(variable.Value.Bytes.Length, bundle.WeightBytes);
    }

    [Fact]
    public async Task A_second_bundle_replaces_the_first_and_leaves_other_files_alone()
    {
        var folder = Path.Combine(_root, "dist");
        await Bundle.CompileAsync(Net.Inference, folder, cancellationToken: TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "mine.txt"), "mine", TestContext.Current.CancellationToken);
        var graph = new DenseNet(1, 32).Inference;
        var second = await Bundle.CompileAsync(graph, folder, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(second.Files.Keys.Append("mine.txt").Order(StringComparer.Ordinal), NamesIn(folder));
    }

    [Fact]
    public async Task A_write_that_fails_leaves_the_old_bundle_whole()
    {
        var folder = Path.Combine(_root, "dist");
        var first = await Bundle.CompileAsync(Net.Inference, folder, cancellationToken: TestContext.Current.CancellationToken);
        var second = Bundle.Compile(new DenseNet(1, 32).Inference);

        // A folder where the last file wants to be written stands for a disk that fails.
        Directory.CreateDirectory(Path.Combine(folder, "sw.js.writing"));
        await Assert.ThrowsAsync<IOException>(() => second.WriteAsync(folder, TestContext.Current.CancellationToken));
        Assert.Equal(first.Files.Keys.Order(StringComparer.Ordinal), NamesIn(folder));
        Assert.All(first.Files, f => Assert.Equal(f.Value.ToArray(), File.ReadAllBytes(Path.Combine(folder, f.Key))));
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("a/../../x")]
    [InlineData("/x")]
    [InlineData("a\\x")]
    [InlineData("c:x")]
    [InlineData("")]
    public void Files_outside_the_bundle_are_refused(string path)
    {
        var options = new BundleOptions { Files = new Dictionary<string, ReadOnlyMemory<byte>> { [path] = new byte[1] } };
        Assert.Throws<ArgumentException>(() => Bundle.Compile(Net.Inference, options));
    }

    [Theory]
    [InlineData("model.json")]
    [InlineData("bantam.js")]
    [InlineData("sw.js")]
    [InlineData("model.simd.wasm")]
    public void Files_that_the_bundle_itself_writes_are_refused(string path)
    {
        var options = new BundleOptions { Files = new Dictionary<string, ReadOnlyMemory<byte>> { [path] = new byte[1] } };
        var error = Assert.Throws<ArgumentException>(() => Bundle.Compile(Net.Inference, options));
        Assert.Contains($"The file '{path}' is one that the bundle itself writes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nodes_without_a_kernel_are_listed_all_at_once()
    {
        var graph = Graph.Trace([("x", TensorType.Float(2, 3))], inputs =>
        {
            var first = new Unplannable().Apply(inputs[0])[0];
            return [("y", new Unplannable().Apply(first)[0])];
        });
        var error = Assert.Throws<PlanException>(() => Bundle.Compile(graph));
        Assert.Equal(
            "A web bundle cannot run these nodes, which have no kernel: Unplannable (Unplannable), Unplannable_1 (Unplannable).",
            error.Message);
    }

    [Fact]
    public void Open_dimensions_without_a_number_are_an_error()
    {
        var graph = Graph.Trace([("x", TensorType.Float("batch", "time"))], inputs => [("y", inputs[0].Relu())]);
        Assert.Contains("time", Assert.Throws<PlanException>(() => Bundle.Compile(graph)).Message, StringComparison.Ordinal);
        var bundle = Bundle.Compile(graph, new BundleOptions { Dimensions = new Dictionary<string, int> { ["time"] = 5 } });
        var manifest = System.Text.Encoding.UTF8.GetString(bundle.Files["model.json"].Span);
        Assert.Contains("""{"name":"x","type":"float32","shape":["batch",5]}""", manifest, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shape_that_is_computed_from_the_batch_leaves_it_open()
    {
        // x.view(x.size(0), -1) @ w, as a file has it.
        var traced = Graph.Trace([("x", TensorType.Float("batch", 2, 3))], inputs =>
        {
            var wanted = Tensor.Concat(0, inputs[0].ShapeOf().Gather(Tensor.Scalar(0L)).Unsqueeze(0), Tensor.From<long>([-1], 1));
            return [("y", new Reshape().ApplyOne(inputs[0], wanted).MatMul(new Variable("w", new Tensor(TensorType.Float(6, 4)))))];
        });
        var file = new MemoryStream();
        new OnnxModel(traced).Save(file);

        var bundle = Bundle.Compile(OnnxModel.Load(file.ToArray()).Graph, new BundleOptions { BatchSizes = [1, 8] });

        var manifest = System.Text.Encoding.UTF8.GetString(bundle.Files["model.json"].Span);
        Assert.Contains("""{"name":"x","type":"float32","shape":["batch",2,3]}""", manifest, StringComparison.Ordinal);
        Assert.Contains("""{"name":"y","type":"float32","shape":["batch",4]}""", manifest, StringComparison.Ordinal);
        Assert.Contains("run8", manifest, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dimension_that_is_computed_from_the_batch_is_written_as_an_expression()
    {
        var graph = Graph.Trace([("x", TensorType.Float("batch", 3))], inputs => [("y", Tensor.Concat(0, inputs[0], inputs[0]))]);
        var manifest = System.Text.Encoding.UTF8.GetString(Bundle.Compile(graph).Files["model.json"].Span);
        Assert.Contains("""{"name":"y","type":"float32","shape":["2*batch",3]}""", manifest, StringComparison.Ordinal);
    }

    [Fact]
    public void Samples_on_another_axis_than_the_first_are_refused()
    {
        var graph = Graph.Trace([("x", TensorType.Float(3, "batch"))], inputs => [("y", inputs[0].Relu())]);
        var error = Assert.Throws<ArgumentException>(() => Bundle.Compile(graph));
        Assert.Contains(
            "can only be the first dimension of an input; the input 'x' is", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sequences_are_refused_with_the_names_of_their_nodes()
    {
        var graph = Graph.Trace([("s", new SequenceType(ElementType.Float, Shape.Of(3))), ("x", TensorType.Float("batch", 3))], inputs =>
            [("y", new SequenceAt().ApplyOne(inputs[0], Tensor.Scalar(1L)) + inputs[1])]);
        var error = Assert.Throws<UnsupportedOperatorException>(() => Bundle.Compile(graph));
        Assert.Contains("node 'SequenceAt' (SequenceAt): 's' is a Sequence(Float[3])", error.Message, StringComparison.Ordinal);
    }

    private static string[] NamesIn(string folder) =>
        [.. Directory.GetFiles(folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
}
