using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Onnx.Protobuf;
using Bantam.Onnx.Reading;
using Bantam.Onnx.Writing;
using Bantam.Tensors;
using Google.Protobuf;
using static Bantam.Onnx.Protobuf.TensorProto.Types;

namespace Bantam.Onnx.Tests;

/// <summary>What names, weights, constants, functions and other files become.</summary>
public sealed class ReadingTests
{
    [Fact]
    public void Initializers_become_variables_where_they_are_weights_and_constants_elsewhere()
    {
        var norm = Build.Node("BatchNormalization", "norm", ["x", "scale", "bias", "mean", "var"], ["n"]);
        var model = Build.Model(
            [Build.Value("x", DataType.Float, 1, 2)],
            [Build.Value("y", DataType.Float, 1, 2)],
            norm,
            Build.Node("Add", "add", ["n", "shift"], ["a"]),
            Build.Node("Mul", "mul", ["a", "two"], ["b"]),
            Build.Node("Reshape", "reshape", ["b", "shape"], ["y"]));
        string[] pairs = ["scale", "bias", "mean", "var", "shift"];
        model.Graph.Initializer.Add(pairs.Select(name => Build.Floats(name, [1, 2], 2)));
        model.Graph.Initializer.Add(Build.Floats("two", [2]));
        model.Graph.Initializer.Add(new TensorProto { Name = "shape", DataType = (int)DataType.Int64, Dims = { 2 }, Int64Data = { 1, 2 } });
        var graph = OnnxModel.Load(model.ToByteArray()).Graph;
        Assert.Equal(["scale", "bias", "shift"], graph.Variables.Where(v => v.IsTrainable).Select(v => v.Name));
        Assert.Equal(["mean", "var"], graph.Variables.Where(v => !v.IsTrainable).Select(v => v.Name));
    }

    [Fact]
    public void Named_dimensions_stay_names_until_they_are_given_numbers()
    {
        var model = Relu(0, 3);
        model.Graph.Input[0].Type.TensorType.Shape.Dim[0].DimParam = "batch";
        var graph = OnnxModel.Load(model.ToByteArray()).Graph;
        Assert.Equal("Float[batch,3]", graph.Outputs[0].Type.ToString());
        var bound = graph.Bind(new Dictionary<string, int> { ["batch"] = 5 });
        Assert.Equal("Float[5,3]", bound.Outputs[0].Type.ToString());
        Assert.Equal(graph.ToString(), bound.ToString().Replace("[5,3]", "[batch,3]", StringComparison.Ordinal));
    }

    [Fact]
    public void Dimensions_without_a_number_or_a_name_are_named_after_their_place()
    {
        var model = Relu(-1, 3);
        Assert.Equal("Float[x.0,3]", OnnxModel.Load(model.ToByteArray()).Graph.Inputs[0].Type.ToString());
    }

    [Fact]
    public void Half_precision_weights_keep_their_type()
    {
        var ones = ByteString.CopyFrom(0x00, 0x3C, 0x00, 0xC0);
        var halves = new TensorProto { Name = "w", DataType = (int)DataType.Float16, Dims = { 2 }, RawData = ones };
        var brains = new TensorProto { Name = "v", DataType = (int)DataType.Bfloat16, Dims = { 2 }, Int32Data = { 0x3F80, 0xC000 } };
        var model = Build.Model(
            [Build.Value("x", DataType.Float16, 2)],
            [Build.Value("y", DataType.Float16, 2)],
            Build.Node("Mul", "m", ["x", "w"], ["a"]),
            Build.Node("CastLike", "c", ["v", "w"], ["b"]),
            Build.Node("Add", "n", ["a", "b"], ["y"]));
        model.Graph.Initializer.Add([halves, brains]);
        var graph = OnnxModel.Load(model.ToByteArray()).Graph;
        Assert.Equal("Float16[2]", graph.Outputs[0].Type.ToString());
        var outputs = ReferenceExecutor.Run(graph, new Dictionary<string, Tensor> { ["x"] = Tensor.From<Half>([(Half)3, (Half)0.5]) });
        Assert.Equal([(Half)4, (Half)(-3)], outputs["y"].ToArray<Half>());
    }

    [Fact]
    public void Texts_and_packed_integers_are_read_and_written()
    {
        TensorProto[] protos =
        [
            new()
            {
                DataType = (int)DataType.String, Dims = { 2 },
                StringData = { ByteString.CopyFromUtf8("a"), ByteString.CopyFromUtf8("ä") },
            },
            new() { DataType = (int)DataType.Int4, Dims = { 3 }, Int32Data = { 0x2F, 0x07 } },
            new() { DataType = (int)DataType.Uint32, Dims = { 1 }, Uint64Data = { uint.MaxValue } },
            new() { DataType = (int)DataType.Uint64, Dims = { 1 }, Uint64Data = { ulong.MaxValue } },
            new() { DataType = (int)DataType.Int16, Dims = { 1 }, Int32Data = { -5 } },
        ];
        var context = new ReadContext("test", null, new OnnxOptions());
        foreach (var proto in protos)
        {
            var tensor = TensorReader.Read(proto, context, "tensor");
            var again = TensorReader.Read(TensorWriter.Write(tensor, "again"), context, "tensor");
            Assert.Null(TensorAssert.Difference(tensor, again, 0, 0));
        }

        Assert.Equal(["a", "ä"], TensorReader.Read(protos[0], context, "tensor").Strings.ToArray());
        Assert.Equal([-1, 2, 7], TensorReader.Read(protos[1], context, "tensor").Cast(ElementType.Int32).ToArray<int>());
        protos[4].Int32Data[0] = 40000;
        var error = Assert.Throws<ModelFormatException>(() => TensorReader.Read(protos[4], context, "tensor"));
        Assert.Contains("elements of Int16 are numbers from -32768 to 32767; element 0 is 40000", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void How_a_cast_rounds_is_read_and_written()
    {
        var cast = Build.Node(
            "Cast", "c", ["x"], ["y"],
            Build.Int("to", (int)DataType.Float8E8M0), Build.Int("saturate", 0), Build.Text("round_mode", "nearest"));
        var file = Build.Model([Build.Value("x", DataType.Float, 2)], [Build.Value("y", DataType.Float8E8M0, 2)], cast).ToByteArray();
        var model = OnnxModel.Load(file);
        var stream = new MemoryStream();
        model.Save(stream);
        var again = OnnxModel.Load(stream.ToArray());
        Assert.Equal(new FloatRounding(false, ScaleRounding.Nearest), ((Operators.Arithmetic.Cast)again.Graph.Nodes[0].Operator).Rounding);
    }

    [Fact]
    public void All_data_fields_are_read()
    {
        ValueInfoProto[] values =
        [
            Build.Value("d", DataType.Double, 2), Build.Value("i", DataType.Int32, 2),
            Build.Value("b", DataType.Bool, 2), Build.Value("u", DataType.Uint8, 2),
        ];
        var model = Build.Model([], values, [.. values.Select(v => Build.Node("Identity", v.Name, [v.Name + "0"], [v.Name]))]);
        model.Graph.Initializer.Add(
            new TensorProto { Name = "d0", DataType = (int)DataType.Double, Dims = { 2 }, DoubleData = { 1.5, -2 } });
        model.Graph.Initializer.Add(new TensorProto { Name = "i0", DataType = (int)DataType.Int32, Dims = { 2 }, Int32Data = { 3, -4 } });
        var truths = ByteString.CopyFrom(0, 7);
        model.Graph.Initializer.Add(new TensorProto { Name = "b0", DataType = (int)DataType.Bool, Dims = { 2 }, RawData = truths });
        model.Graph.Initializer.Add(new TensorProto { Name = "u0", DataType = (int)DataType.Uint8, Dims = { 2 }, Int32Data = { 255, 0 } });
        var outputs = OnnxModel.Load(model.ToByteArray()).Graph.Outputs.ToDictionary(o => o.Name, o => o.Constant!);
        Assert.Equal([1.5, -2], outputs["d"].ToArray<double>());
        Assert.Equal([3, -4], outputs["i"].ToArray<int>());
        Assert.Equal([0, 1], outputs["b"].Bytes.ToArray());
        Assert.Equal([255, 0], outputs["u"].ToArray<byte>());
    }

    [Theory]
    [InlineData(9007199254740993)]
    [InlineData(long.MaxValue)]
    [InlineData(-7)]
    public void Integers_that_fill_a_shape_keep_all_their_bits(long value)
    {
        var element = new TensorProto { DataType = (int)DataType.Int64, Dims = { 1 }, Int64Data = { value } };
        var fill = Build.Node("ConstantOfShape", "fill", ["s"], ["y"]);
        fill.Attribute.Add(new AttributeProto { Name = "value", Type = AttributeProto.Types.AttributeType.Tensor, T = element });
        var shape = Build.Node("Constant", "shape", [], ["s"], Build.Ints("value_ints", 2));
        var model = Build.Model([], [Build.Value("y", DataType.Int64, 2)], shape, fill);
        Assert.Equal([value, value], OnnxModel.Load(model.ToByteArray()).Graph.Outputs[0].Constant!.ToArray<long>());
    }

    [Fact]
    public void Functions_of_a_model_are_put_in_the_place_of_their_calls()
    {
        var function = new FunctionProto
        {
            Name = "Scaled", Domain = "local", Input = { "x", "w" }, Output = { "out" }, Attribute = { "axis" },
            OpsetImport = { new OperatorSetIdProto { Domain = "", Version = 18 } },
            Node = { Build.Node("Mul", "mul", ["x", "w"], ["m"]), Build.Node("Softmax", "soft", ["m"], ["out"]) },
        };
        function.Node[1].Attribute.Add(
            new AttributeProto { Name = "axis", RefAttrName = "axis", Type = AttributeProto.Types.AttributeType.Int });
        var call = Build.Node("Scaled", "call", ["x", "x"], ["y"], Build.Int("axis", 0));
        call.Domain = "local";
        var model = Build.Model([Build.Value("x", DataType.Float, 2, 3)], [Build.Value("y", DataType.Float, 2, 3)], call);
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "local", Version = 1 });
        model.Functions.Add(function);
        var graph = OnnxModel.Load(model.ToByteArray()).Graph;
        Assert.Equal(["call/mul", "call/soft"], graph.Nodes.Select(n => n.Name));
        var inputs = RandomTensors.For(graph, seed: 4);
        TensorAssert.Close(Ort.Run(model.ToByteArray(), inputs)["y"], Executors.Cpu(graph, inputs)["y"], 1e-5, 1e-7, "function");
    }

    [Fact]
    public void External_data_is_read_from_the_folder_of_the_model()
    {
        var folder = Directory.CreateTempSubdirectory();
        Directory.CreateDirectory(Path.Combine(folder.FullName, "data"));
        byte[] content = [9, 9, .. BitConverter.GetBytes(1.5f), .. BitConverter.GetBytes(-2f), 9];
        File.WriteAllBytes(Path.Combine(folder.FullName, "data", "w.bin"), content);
        External("data/w.bin", 2).WriteTo(Path.Combine(folder.FullName, "model.onnx"));
        var graph = OnnxModel.Load(Path.Combine(folder.FullName, "model.onnx")).Graph;
        Assert.Equal([1.5f, -2f], Assert.Single(graph.Variables).Value.ToArray<float>());
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("../secret.bin", "leads out of it")]
    [InlineData("data/../../secret.bin", "leads out of it")]
    [InlineData("/etc/passwd", "leads out of it")]
    [InlineData("C:\\secret.bin", "leads out of it")]
    [InlineData("link.bin", "is a link that leads out of it")]
    [InlineData("missing.bin", "is missing")]
    [InlineData("short.bin", "The file is cut short")]
    public void External_data_outside_of_the_folder_or_damaged_is_refused(string location, string message)
    {
        var folder = Directory.CreateTempSubdirectory();
        var inside = folder.CreateSubdirectory("inside");
        File.WriteAllBytes(Path.Combine(folder.FullName, "secret.bin"), new byte[100]);
        File.WriteAllBytes(Path.Combine(inside.FullName, "short.bin"), new byte[9]);
        File.CreateSymbolicLink(Path.Combine(inside.FullName, "link.bin"), Path.Combine(folder.FullName, "secret.bin"));
        External(location, 2).WriteTo(Path.Combine(inside.FullName, "model.onnx"));
        var error = Assert.Throws<ModelFormatException>(() => OnnxModel.Load(Path.Combine(inside.FullName, "model.onnx")));
        Assert.StartsWith("model.onnx > initializer 'w' > ", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [Fact]
    public void External_data_of_a_model_in_memory_is_refused()
    {
        var error = Assert.Throws<ModelFormatException>(() => OnnxModel.Load(External("w.bin", 0).ToByteArray()));
        Assert.Contains("Load it by its path", error.Message, StringComparison.Ordinal);
    }

    private static ModelProto Relu(params long[] dimensions) => Build.Model(
        [Build.Value("x", DataType.Float, dimensions)],
        [Build.Value("y", DataType.Float, dimensions)],
        Build.Node("Relu", "r", ["x"], ["y"]));

    private static ModelProto External(string location, long offset)
    {
        var weight = new TensorProto { Name = "w", DataType = (int)DataType.Float, Dims = { 2 }, DataLocation = DataLocation.External };
        weight.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = location });
        weight.ExternalData.Add(new StringStringEntryProto { Key = "offset", Value = $"{offset}" });
        var product = Build.Node("Mul", "m", ["x", "w"], ["y"]);
        var model = Build.Model([Build.Value("x", DataType.Float, 2)], [Build.Value("y", DataType.Float, 2)], product);
        model.Graph.Initializer.Add(weight);
        return model;
    }
}

file static class Extensions
{
    public static void WriteTo(this ModelProto model, string path) => File.WriteAllBytes(path, model.ToByteArray());
}
