using System.Buffers.Binary;
using System.Text;
using Bantam.Tensors;
using Bantam.Training.Checkpoints;

namespace Bantam.Training.Tests.Checkpoints;

public sealed class SafetensorsTests
{
    private const string One = """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""";

    [Fact]
    public void What_is_written_is_read()
    {
        var path = Path.GetTempFileName();
        (string, Tensor)[] tensors =
        [
            ("bytes", Tensor.From<byte>([1, 2, 3], 3)), ("weights", Tensor.From([1.5f, -2f, float.NaN, 0f], 2, 2)), ("step", Tensor.Scalar(
            7)),
            ("empty", new Tensor(TensorType.Float(0, 3))), ("long", Tensor.From([long.MaxValue], 1)), ("double", Tensor.From([1e-300], 1)),
            ("flag", Tensor.From([true, false], 2)),
        ];
        SafetensorsWriter.Write(path, tensors, new Dictionary<string, string> { ["epoch"] = "3", ["text"] = "ä\"\n" });
        var file = SafetensorsReader.Read(path);
        System.IO.File.Delete(path);
        Assert.Equal(tensors.Length, file.Tensors.Count);
        foreach (var (name, tensor) in tensors)
        {
            Assert.Equal(tensor.Type, file.Tensors[name].Type);
            Assert.Equal(tensor.Bytes.ToArray(), file.Tensors[name].Bytes.ToArray());
        }

        Assert.Equal("ä\"\n", file.Metadata["text"]);
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""",
        8, "must not overlap; it begins at byte 4, and the one before ends at 8")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12, "without gaps; it begins at byte 4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", 8, "[3] of F32 takes 12 bytes; its data_offsets are 0 to 8")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", 8, "data_offsets are 8 to 0")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", 8, "one of [-2] is -2")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2147483647,2147483647],"data_offsets":[0,8]}}""", 8, "at most 2147483647 bytes")]
    [InlineData("""{"a":{"dtype":"F3","shape":[2],"data_offsets":[0,8]}}""",
        8, "must be one of F32, F64, F16, BF16, F8_E4M3, F8_E5M2, F8_E8M0, F4, I8, U8, I16, U16, I32, U32, I64, U64, BOOL, C64; it is F3")]
    [InlineData("""{"a":{"dtype":"F32","data_offsets":[0,8]}}""", 8, "a shape and two data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"x":1}}""", 8, "this one has 'x'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}""",
        16, "names must be unique")]
    [InlineData("""{"a":5}""", 0, "must be JSON that describes tensors")]
    [InlineData("""[1,2]""", 0, "must be JSON that describes tensors")]
    [InlineData(One, 4, "describes 8 bytes of tensors; the file has 4. It is cut off")]
    [InlineData(One, 9, "describes 8 bytes of tensors; the file has 9. Something was appended")]
    public void A_bad_file_gives_a_sentence_that_says_where_and_why(string header, int data, string expected)
    {
        var error =
            Assert.Throws<CheckpointException>(() => SafetensorsReader.Read(new MemoryStream(File(header, data)), "state.safetensors"));
        Assert.StartsWith("state.safetensors > ", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, 0, "this one has 5")]
    [InlineData(8, 1, "between 2 and what the file has left, 0 bytes")]
    [InlineData(40, long.MaxValue, "it is 9223372036854775807")]
    [InlineData(40, -1, "it is -1")]
    public void A_wrong_length_of_the_header_is_refused_before_memory_is_taken(int size, long length, string expected)
    {
        var bytes = new byte[size];
        if (size >= 8) BinaryPrimitives.WriteInt64LittleEndian(bytes, length);
        Assert.Contains(
            expected, Assert.Throws<CheckpointException>(() => SafetensorsReader.Read(new MemoryStream(bytes), "x")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Mutated_files_give_tensors_or_a_sentence_and_never_another_exception()
    {
        var random = new Random(1);
        var good = File(
            """{"__metadata__":{"k":"v"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},""" +
            """ "b":{"dtype":"I64","shape":[1,1],"data_offsets":[8,16]}}""", 16);
        var refused = 0;
        for (var i = 0; i < 3000; i++)
        {
            var bytes = (byte[])good.Clone();
            for (var flips = random.Next(1, 4); flips > 0; flips--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            if (random.Next(4) == 0) bytes = bytes[..random.Next(bytes.Length)];
            try
            {
                SafetensorsReader.Read(new MemoryStream(bytes), "x");
            }
            catch (CheckpointException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 1000, 3000);
    }

    [Fact]
    public void Where_writing_fails_the_old_file_stays_and_nothing_else_does()
    {
        var folder = Directory.CreateTempSubdirectory();
        var path = Path.Combine(folder.FullName, "state.safetensors");
        SafetensorsWriter.Write(path, [("a", Tensor.Scalar(1f))]);
        var before = System.IO.File.ReadAllBytes(path);
        var graph = Graphs.Graph.Trace([("x", TensorType.Float(2))], inputs =>
        {
            // A symbolic tensor has no elements: the header is out when that shows.
            Assert.Throws<InvalidOperationException>(() => SafetensorsWriter.Write(path, [("a", Tensor.Scalar(2f)), ("b", inputs[0])]));
            return [("y", inputs[0])];
        });
        Assert.Equal(before, System.IO.File.ReadAllBytes(path));
        Assert.Single(folder.GetFiles());
        folder.Delete(recursive: true);
        Assert.NotNull(graph);
    }

    private static byte[] File(string header, int data)
    {
        var text = Encoding.UTF8.GetBytes(header);
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, text.Length);
        return [.. length, .. text, .. new byte[data]];
    }
}
