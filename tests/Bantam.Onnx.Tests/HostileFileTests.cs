using Bantam.Onnx.Protobuf;
using Google.Protobuf;
using static Bantam.Onnx.Protobuf.TensorProto.Types;

namespace Bantam.Onnx.Tests;

/// <summary>Files that break a rule are refused with a sentence that says where, which rule, and what was found.</summary>
public sealed class HostileFileTests
{
    private const long Cap = 1 << 23;

    [Fact]
    public void A_shape_that_is_too_large_is_refused_and_not_cut()
    {
        var proto = Build.Model(
            [Build.Value("x", DataType.Float, 1)], [Build.Value("y", DataType.Float, 0)],
            Build.Node("ConstantOfShape", "large", ["shape"], ["y"]));
        proto.Graph.Initializer.Add(new TensorProto
        {
            Name = "shape", DataType = (int)DataType.Int64, Dims = { 2 }, Int64Data = { 0, 1L << 40 },
        });
        var error = Assert.Throws<ModelFormatException>(() => OnnxModel.Load(proto.ToByteArray()));
        Assert.Contains(
            "node 'large' (ConstantOfShape) > The shape (input 0) has 1099511627776; a dimension is at most 2147483647.", error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_model_is_refused()
    {
        Refuses(Array.Empty<byte>(), "model > it is empty.");
        Refuses("not a model"u8.ToArray(), "model > ModelProto > ");
        Refuses(new ModelProto { ProducerName = "somebody" }.ToByteArray(), "model > a model has a graph; this file has none.");
    }

    [Fact]
    public void A_file_that_is_cut_short_is_refused_wherever_it_is_cut()
    {
        var whole = Models.Save(Models.Dense());
        for (var length = 0; length < whole.Length; length += 7)
            Assert.Throws<ModelFormatException>(() => OnnxModel.Load(whole.AsMemory(0, length)));
    }

    [Fact]
    public void Messages_that_nest_without_end_are_refused()
    {
        var node = Build.Node("If", "if", [], ["y"]);
        for (var i = 0; i < 100; i++)
        {
            var outer = Build.Node("If", "if", [], ["y"]);
            var graph = new GraphProto { Node = { node } };
            outer.Attribute.Add(new AttributeProto { Name = "then_branch", Type = AttributeProto.Types.AttributeType.Graph, G = graph });
            node = outer;
        }

        Refuses(Build.Model([], [], node), "messages nest at most 64 deep");
    }

    [Fact]
    public void A_small_file_that_unfolds_to_much_is_refused()
    {
        // A million empty nodes are two megabytes in the file and hundreds in memory.
        var graph = new byte[2 * 200_000];
        for (var i = 0; i < graph.Length; i += 2) graph[i] = 0x0A;
        var model = new ModelProto().ToByteArray();
        var stream = new MemoryStream();
        var output = new CodedOutputStream(stream);
        output.WriteTag(7, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(graph));
        output.Flush();
        Refuses([.. model, .. stream.ToArray()], "what the file unfolds to takes ");
    }

    [Fact]
    public void Small_files_whose_sequences_become_many_operators_are_refused()
    {
        NodeProto[] joins =
            [.. Enumerable.Range(0, 20).Select(i => Build.Node("ConcatFromSequence", $"n{i}", ["s"], [$"y{i}"], Build.Int("axis", 0)))];
        var split = Build.Node("SplitToSequence", "split", ["x"], ["s"]);
        Refuses(
            Build.Model([Build.Value("x", DataType.Float, 1000)], [Build.Value("y0", DataType.Float, 1000)], [split, .. joins]),
            "(ConcatFromSequence) > what takes its place takes 1024000 bytes");
    }

    [Theory]
    [InlineData(new long[] { 1 << 30, 1 << 30, 1 << 30, 1 << 30 }, "a tensor has at most 2147483647 elements")]
    [InlineData(new long[] { 1L << 40 }, "a dimension is a number from 0 to 2147483647; axis 0 is 1099511627776.")]
    [InlineData(new long[] { -3 }, "axis 0 is -3.")]
    [InlineData(new long[] { 3 }, "needs 3 elements; the file has 2. It is cut short or damaged.")]
    public void Tensors_whose_shape_and_data_do_not_agree_are_refused(long[] dims, string message)
    {
        var model = Mul(2);
        model.Graph.Initializer.Add(Build.Floats("w", [1, 2], dims));
        Refuses(model, "model > initializer 'w' > ", message);
    }

    [Fact]
    public void Tensors_above_the_cap_are_refused_before_they_are_allocated()
    {
        var model = Mul(1);
        var data = ByteString.CopyFrom(new byte[4_400_000]);
        model.Graph.Initializer.Add(
            new TensorProto { Name = "w", DataType = (int)DataType.Float, Dims = { 1_100_000 }, RawData = data });
        Refuses(model, "If the file is to be trusted, raise the cap: OnnxOptions.MemoryCap in C#.");
    }

    [Fact]
    public void Constants_of_a_huge_computed_shape_are_not_computed_while_reading()
    {
        var shape = Build.Node("Constant", "shape", [], ["s"], Build.Ints("value_ints", 40_000, 40_000));
        var ones = Build.Node("ConstantOfShape", "ones", ["s"], ["y"]);
        var model = Build.Model([], [Build.Value("y", DataType.Float, 40_000, 40_000)], shape, ones);
        Assert.Single(OnnxModel.Load(model.ToByteArray(), new OnnxOptions { MemoryCap = Cap }).Graph.Nodes);
    }

    [Fact]
    public void Long_chains_and_wide_nodes_are_read_or_refused_without_exhausting_the_stack()
    {
        var x = Build.Value("x", DataType.Float, 2);
        var options = new OnnxOptions { MemoryCap = 1 << 28 };
        var chain = Enumerable.Range(0, 20_000).Select(i => Build.Node("Relu", "", [i == 0 ? "x" : $"v{i - 1}"], [$"v{i}"]));
        OnnxModel.Load(Build.Model([x], [Build.Value("v19999", DataType.Float, 2)], [.. chain]).ToByteArray(), options).Graph.Verify();

        var one = Build.Node("Constant", "", [], ["one"], Build.Ints("value_ints", 1));
        var sum = Build.Node("Sum", "sum", [.. Enumerable.Repeat("one", 50_000)], ["y"]);
        var model = Build.Model([], [Build.Value("y", DataType.Int64, 1)], one, sum);
        Refuses(model, "a node with more than 1024 inputs is not read; this one has 50000.");
    }

    [Fact]
    public void Values_that_are_computed_twice_or_never_are_refused()
    {
        var x = Build.Value("x", DataType.Float, 2);
        var y = Build.Value("y", DataType.Float, 2);
        var relu = Build.Node("Relu", "r", ["x"], ["y"]);
        Refuses(
            Build.Model([x], [y], Build.Node("Relu", "r", ["z"], ["y"])),
            "node 'r' (Relu) > it needs 'z', which is no input, no initializer");
        Refuses(
            Build.Model([x], [y], relu, Build.Node("Exp", "e", ["x"], ["y"])), "a value is computed once; 'y' is computed again.");
        Refuses(Build.Model([x, x], [y], relu), "an input is given once");
        Refuses(Build.Model([x], [], relu), "a graph has outputs; this one has none.");
        Refuses(Build.Model([x], [y], Build.Node("Relu", "r", ["y"], ["y"])), "it needs 'y'");
    }

    [Fact]
    public void Operators_on_inputs_that_do_not_fit_are_refused_by_the_rule_they_break()
    {
        var model = Build.Model(
            [Build.Value("x", DataType.Float, 2, 3), Build.Value("w", DataType.Float, 4, 5)],
            [Build.Value("y", DataType.Float, 2, 5)],
            Build.Node("MatMul", "product", ["x", "w"], ["y"]));
        Refuses(model, "model > node 'product' (MatMul) > the last axis of the left factor must be as long as");
        model.Graph.Node[0].Input.RemoveAt(1);
        Refuses(model, "input 1 is missing");
    }

    [Fact]
    public void Attributes_that_are_wrong_are_refused()
    {
        Refuses(Softmax(Build.Float("axis", 1)), "attribute 'axis' is Int; the file has Float.");
        Refuses(Softmax(Build.Int("axis", 1L << 40)), "attribute 'axis' is a number of 32 bits; it is 1099511627776.");
        Refuses(Softmax(Build.Int("axis", 5)), "has no axis 5");
        Refuses(Softmax(Build.Int("axes", 1)), "Softmax of version 26 has no attribute 'axes'.");
        Refuses(Softmax(Build.Int("axis", 1), Build.Int("axis", 0)), "an attribute is given once; 'axis' is given again.");
    }

    [Fact]
    public void Versions_that_do_not_exist_are_refused()
    {
        var model = Softmax();
        model.OpsetImport[0].Version = 99;
        Refuses(model, "the domain '' has the versions 1 to 28; the file speaks 99.");
    }

    [Fact]
    public void Functions_that_call_themselves_are_refused()
    {
        var inner = Build.Node("F", "inner", ["x"], ["y"]);
        inner.Domain = "local";
        var opset = new OperatorSetIdProto { Domain = "local", Version = 1 };
        var function = new FunctionProto
        {
            Name = "F", Domain = "local", Input = { "x" }, Output = { "y" }, Node = { inner }, OpsetImport = { opset },
        };
        var model = Build.Model([Build.Value("x", DataType.Float, 2)], [Build.Value("y", DataType.Float, 2)], inner.Clone());
        model.OpsetImport.Add(opset);
        model.Functions.Add(function);
        Refuses(model, "functions call one another at most 16 deep");
    }

    [Fact]
    public void Long_names_of_calls_count_for_each_node_of_the_function()
    {
        var opset = new OperatorSetIdProto { Domain = "", Version = 18 };
        var function = new FunctionProto { Name = "F", Domain = "local", Input = { "v0" }, Output = { "v1000" }, OpsetImport = { opset } };
        for (var i = 0; i < 1000; i++) function.Node.Add(Build.Node("Relu", "", [$"v{i}"], [$"v{i + 1}"]));
        Assert.NotNull(OnnxModel.Load(Call("short").ToByteArray(), new OnnxOptions { MemoryCap = Cap }));
        Refuses(Call(new string('n', 100_000)), "If the file is to be trusted, raise the cap: OnnxOptions.MemoryCap in C#.");

        ModelProto Call(string name)
        {
            var call = Build.Node("F", name, ["x"], ["y"]);
            call.Domain = "local";
            var model = Build.Model([Build.Value("x", DataType.Float, 2)], [Build.Value("y", DataType.Float, 2)], call);
            model.OpsetImport.Add(new OperatorSetIdProto { Domain = "local", Version = 1 });
            model.Functions.Add(function);
            return model;
        }
    }

    /// <summary>A product with a weight that is still to be added.</summary>
    private static ModelProto Mul(int size) => Build.Model(
        [Build.Value("x", DataType.Float, size)], [Build.Value("y", DataType.Float, size)], Build.Node("Mul", "m", ["x", "w"], ["y"]));

    private static ModelProto Softmax(params AttributeProto[] attributes) => Build.Model(
        [Build.Value("x", DataType.Float, 2, 3)],
        [Build.Value("y", DataType.Float, 2, 3)],
        Build.Node("Softmax", "s", ["x"], ["y"], attributes));

    private static void Refuses(ModelProto model, params string[] parts) => Refuses(model.ToByteArray(), parts);

    private static void Refuses(byte[] file, params string[] parts)
    {
        var error = Assert.Throws<ModelFormatException>(() => OnnxModel.Load(file, new OnnxOptions { MemoryCap = Cap }));
        foreach (var part in parts) Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }
}
