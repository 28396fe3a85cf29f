using System.IO.Compression;
using System.Security.Cryptography;
using Bantam.Graphs;
using Bantam.Onnx.Protobuf;
using Bantam.Onnx.Reading;
using Bantam.Operators.Convolution;
using Bantam.Operators.Normalization;
using Bantam.Tensors;
using Google.Protobuf;
using static Bantam.Onnx.Protobuf.TensorProto.Types;

namespace Bantam.Onnx.Tests;

/// <summary>Weights of large files are read once, into their tensors, wherever the file is, and as protobuf says.</summary>
public sealed class LargeFileTests
{
    private const int Count = 1 << 16;
    private const int Slack = 1 << 20;

    [Fact]
    public void A_path_a_stream_and_bytes_give_the_same_weights()
    {
        var file = Pieces(Numbers("w"), Numbers("v", seed: 2));
        var expected = Weights(Whole(file));
        Assert.Equal(2, expected.Count);
        foreach (var load in Ways(file)) Assert.Equal(expected, Weights(load()));
    }

    [Fact]
    public void Pieces_of_a_graph_and_of_a_tensor_are_put_together_as_protobuf_does()
    {
        var w = Numbers("w");
        var (raw, small) = (w.ToByteArray(), new TensorProto { RawData = ByteString.CopyFrom(1, 2, 3, 4) }.ToByteArray());

        // The raw data is given again; in the last one what is given last is short and no longer fits the shape.
        byte[] twice = [.. new TensorProto { RawData = ByteString.CopyFrom(new byte[5000]) }.ToByteArray(), .. raw];
        var file = Pieces(TensorProto.Parser.ParseFrom(twice), Numbers("v", seed: 3));
        Assert.Equal(Weights(Whole(file)), Weights(OnnxModel.Load(file)));
        Assert.Equal(Weights(Whole(file)), Weights(OnnxModel.Load(Pieces([twice, Numbers("v", seed: 3).ToByteArray()]))));

        var error = Assert.Throws<ModelFormatException>(() => OnnxModel.Load(Pieces([[.. raw, .. small], Numbers("v").ToByteArray()])));
        Assert.Equal(
            "model > initializer 'w' > the shape [65536] of Float needs 262144 bytes; the file has 4. It is cut short or damaged.",
            error.Message);
    }

    [Fact]
    public void A_file_that_is_cut_short_or_damaged_is_refused_with_the_same_sentence_from_everywhere()
    {
        var file = Pieces(Numbers("w"), Numbers("v"));
        var random = new Random(7);
        for (var i = 0; i < 60; i++)
        {
            var damaged = file.ToArray();
            if (i < 30) damaged = damaged[..(file.Length - 1 - (i * file.Length / 31))];
            else
            {
                var at = i < 45 ? 0 : Array.IndexOf(file, (byte)'v', (file.Length / 2) - 200);
                damaged[at + random.Next(i < 45 ? 40 : 8)] ^= (byte)(1 << random.Next(8));
            }

            var expected = Outcome(() => Whole(damaged));
            foreach (var load in Ways(damaged)) Assert.Equal(expected, Outcome(load));
        }
    }

    [Fact]
    public void Raw_data_of_texts_and_of_other_lengths_is_refused()
    {
        var texts = Numbers("w");
        texts.DataType = (int)DataType.String;
        var longer = Numbers("w");
        longer.Dims[0]--;
        Refuses(texts, "the file has 0.");
        Refuses(longer, "needs 262140 bytes; the file has 262144.");

        static void Refuses(TensorProto wrong, string sentence)
        {
            var error = Assert.Throws<ModelFormatException>(() => OnnxModel.Load(Pieces(wrong, Numbers("v"))));
            Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void External_data_beside_a_large_file_is_read()
    {
        var folder = Directory.CreateTempSubdirectory();
        var w = Numbers("w");
        File.WriteAllBytes(Path.Combine(folder.FullName, "w.bin"), w.RawData.ToByteArray());
        var outside = new TensorProto { Name = "w", DataType = w.DataType, Dims = { w.Dims }, DataLocation = DataLocation.External };
        outside.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = "w.bin" });
        File.WriteAllBytes(Path.Combine(folder.FullName, "model.onnx"), Pieces(outside, Numbers("v", seed: 2)));
        var model = OnnxModel.Load(Path.Combine(folder.FullName, "model.onnx"));
        Assert.Equal(Weights(Whole(Pieces(w, Numbers("v", seed: 2)))), Weights(model));
        folder.Delete(recursive: true);
    }

    [Fact]
    public void Reading_a_file_allocates_its_tensors_and_little_more()
    {
        var file = Pieces([.. Enumerable.Range(0, 20).Select(i => Numbers($"w{i}"))]);
        const long bytes = 20 * Count * sizeof(float);
        foreach (var load in Ways(file).Take(3))
        {
            load();
            var before = GC.GetAllocatedBytesForCurrentThread();
            load();
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, bytes, bytes + Slack);
        }
    }

    [Fact]
    public void A_first_run_allocates_the_weights_three_times_and_what_it_works_on()
    {
        const int channels = 256;
        var random = new Random(5);
        var weights = Enumerable.Range(0, 4).Select(i => Models.Weight($"w{i}", random, channels, channels, 3, 3)).ToArray();
        var scales = Enumerable.Range(0, 4).Select(i => Models.Weight($"s{i}", random, channels)).ToArray();
        var variance = new Variable("variance", Tensor.Full(0.5f, Shape.Of(channels)), isTrainable: false);
        var file = Models.Save(Graph.Trace([("x", TensorType.Float(1, channels, 6, 6))], inputs =>
        {
            var x = inputs[0];
            for (var i = 0; i < 4; i++)
            {
                x = new Conv(ConvolutionAttributes.Plain with { Pads = [1, 1, 1, 1] }).ApplyOne(x, weights[i]);
                x = new BatchNormalization().ApplyOne(x, scales[i], scales[i], scales[i], variance);
            }

            return [("y", x)];
        }));
        var bytes = weights.Sum(w => w.Type.Bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();

        // As they are in the file, scaled, and packed for the kernels.
        Model.Load(file, threads: 1).Run(Tensor.Zeros(Shape.Of(1, channels, 6, 6)));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 3 * bytes, (3 * bytes) + (8 * Slack));
    }

    private static TensorProto Numbers(string name, int seed = 1) => new()
    {
        Name = name, DataType = (int)DataType.Float, Dims = { Count },
        RawData = ByteString.CopyFrom(RandomTensors.Of(TensorType.Float(Count), new Random(seed)).Bytes),
    };

    private static byte[] Pieces(params TensorProto[] tensors) => Pieces([.. tensors.Select(t => t.ToByteArray())]);

    /// <summary>A file whose graph comes in a piece for each initializer, among others; each is added to a sum.</summary>
    private static byte[] Pieces(byte[][] tensors)
    {
        var names = tensors.Select(t => TensorProto.Parser.ParseFrom(t).Name).ToArray();
        var nodes = names.Select((name, i) =>
            Build.Node("Add", $"add {i}", [i == 0 ? "x" : $"y{i - 1}", name], [i == names.Length - 1 ? "y" : $"y{i}"]));
        var model = Build.Model([Build.Value("x", DataType.Float, Count)], [Build.Value("y", DataType.Float, Count)], [.. nodes]);
        model.ProducerName = "pieces";
        var last = new ModelProto { ModelVersion = 3, Graph = new GraphProto { DocString = "the end" } };
        var pieces = tensors.SelectMany(t => Block(ModelProto.GraphFieldNumber, Block(GraphProto.InitializerFieldNumber, t)));
        return [.. model.ToByteArray(), .. pieces, .. last.ToByteArray()];
    }

    private static byte[] Block(int field, byte[] bytes)
    {
        var stream = new MemoryStream();
        var output = new CodedOutputStream(stream);
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(bytes));
        output.Flush();
        return stream.ToArray();
    }

    /// <summary>
    /// A file read from its path, from a stream that begins before it, from its bytes, and from a stream that cannot seek.
    /// </summary>
    private static IEnumerable<Func<OnnxModel>> Ways(byte[] file)
    {
        yield return () => OnnxModel.Load(file);
        byte[] behind = [1, 2, 3, .. file];
        yield return () =>
        {
            var stream = new MemoryStream(behind) { Position = 3 };
            var model = OnnxModel.Load(stream);
            Assert.Equal(stream.Length, stream.Position);
            return model;
        };
        var path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "model");
        File.WriteAllBytes(path, file);
        try
        {
            yield return () => OnnxModel.Load(path);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }

        yield return () => OnnxModel.Load(new BrotliStream(Compressed(file), CompressionMode.Decompress));
    }

    private static MemoryStream Compressed(byte[] file)
    {
        var stream = new MemoryStream();
        using (var packed = new BrotliStream(stream, CompressionLevel.Fastest, leaveOpen: true)) packed.Write(file);
        stream.Position = 0;
        return stream;
    }

    /// <summary>A file read by the parser of protobuf alone.</summary>
    private static OnnxModel Whole(byte[] file)
    {
        var context = new ReadContext("model", null, new OnnxOptions());
        var proto = ModelReader.Parse(file, context);
        return proto.Graph is null ? OnnxModel.Load(file)
            : new OnnxModel(GraphReader.Read(proto, ModelReader.Opsets(proto.OpsetImport, context), context));
    }

    private static string Outcome(Func<OnnxModel> load)
    {
        try
        {
            return string.Join(' ', Weights(load()));
        }
        catch (ModelFormatException error)
        {
            return error.Message;
        }
    }

    private static List<string> Weights(OnnxModel model) =>
        [.. model.Graph.Variables.Select(v => $"{v.Name} {v.Type} {Convert.ToHexString(SHA256.HashData(v.Value.Bytes))}")];
}
