using Bantam.Onnx.Protobuf;
using Bantam.Onnx.Reading;
using Bantam.Tensors;
using Google.Protobuf;
using static Bantam.Onnx.Protobuf.TensorProto.Types;

namespace Bantam.Onnx.Tests;

/// <summary>External data is mapped: it takes no memory of the process, and nothing outside of the folder is read.</summary>
public sealed class ExternalDataTests : IDisposable
{
    private const int Rows = 4096;
    private const int Columns = 4096;
    private const long Bytes = (long)Rows * Columns * sizeof(float);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    private string Model => Path.Combine(_folder.FullName, "model.onnx");

    private string Data => Path.Combine(_folder.FullName, "weights.bin");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Data_beyond_the_cap_is_mapped_and_not_copied()
    {
        Write(Data, Bytes + 4096);
        Save(Table("weights.bin", 4096));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var model = OnnxModel.Load(Model, new OnnxOptions { MemoryCap = 1 << 20 });
        var table = Lookup(model);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.True(table.IsMapped);
        Assert.Equal((1024f, 5119f), (table.Span<float>()[0], table.Span<float>()[Columns - 1]));
    }

    [Fact]
    public void A_table_that_kernels_read_where_it_lies_takes_no_private_memory()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Private memory is what Linux says it is.");
        Write(Data, Bytes + 4096);
        Save(Table("weights.bin", 0));
        Run(OnnxModel.Load(Model), 1);
        var (allocated, anonymous) = (GC.GetAllocatedBytesForCurrentThread(), Anonymous());
        var model = OnnxModel.Load(Model);
        var y = Run(model, Rows - 1);
        Assert.Equal(((Rows - 1) * 4096f) + 5, y.Span<float>()[5]);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, Bytes / 4);
        Assert.InRange(Anonymous() - anonymous, long.MinValue, Bytes / 2);
        GC.KeepAlive(model);
    }

    [Fact]
    public void Writing_to_a_mapped_tensor_changes_neither_the_file_nor_what_kernels_have_read()
    {
        Write(Data, Bytes);
        Save(Table("weights.bin", 0));
        var (changed, other) = (OnnxModel.Load(Model), OnnxModel.Load(Model));
        Lookup(changed).Span<float>()[3 * Columns] = -1;
        Assert.Equal(-1, Run(changed, 3).Span<float>()[0]);
        Assert.Equal(3f * Columns, Run(other, 3).Span<float>()[0]);
        using var file = File.OpenRead(Data);
        file.Position = 3L * Columns * sizeof(float);
        var there = new byte[sizeof(float)];
        file.ReadExactly(there);
        Assert.Equal(3f * Columns, BitConverter.ToSingle(there));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(4096, 100)]
    [InlineData(2, 0)]
    [InlineData(64, 4000)]
    public void A_product_is_that_of_the_same_weights_inside_wherever_they_lie(int offset, int behind)
    {
        const int size = 192;
        Write(Data, offset + ((long)size * size * sizeof(float)) + behind);
        var weight = Outside("w", "weights.bin", offset, size, size);
        var product = Build.Node("MatMul", "m", ["x", "w"], ["y"]);
        var proto = Build.Model([Build.Value("x", DataType.Float, 2, size)], [Build.Value("y", DataType.Float, 2, size)], product);
        proto.Graph.Initializer.Add(weight);
        Save(proto);
        var x = RandomTensors.Of(TensorType.Float(2, size), new Random(1));
        var outside = OnnxModel.Load(Model);
        Assert.Equal(offset != 2, Assert.Single(outside.Graph.Variables).Value.IsMapped);

        var inside = new TensorProto { Name = "w", DataType = (int)DataType.Float, Dims = { size, size } };
        inside.RawData = ByteString.CopyFrom(File.ReadAllBytes(Data).AsSpan(offset, size * size * sizeof(float)));
        proto.Graph.Initializer[0] = inside;
        var expected = new Model(OnnxModel.Load(proto.ToByteArray()).Graph).Run(x);
        Assert.Equal(expected.ToArray<float>(), new Model(outside.Graph).Run(x).ToArray<float>());
    }

    [Fact]
    public void A_tensor_that_is_larger_than_a_tensor_can_be_is_refused_before_its_file_is_read()
    {
        Save(Table("weights.bin", 0, rows: 150_000));
        var error = Assert.Throws<ModelFormatException>(() => OnnxModel.Load(Model));
        Assert.EndsWith("at most 2147483591 bytes; Float[150000,4096] has 2457600000.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_far_into_a_file_of_many_gigabytes_is_mapped()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Files of NTFS are sparse only where they are made so.");
        const long offset = 5L << 30;
        using (var file = File.Create(Data)) file.SetLength(offset + Bytes);
        Save(Table("weights.bin", offset));
        Assert.Equal(0f, Run(OnnxModel.Load(Model), 7).Span<float>()[0]);
    }

    [Theory]
    [InlineData("..\\secret.bin")]
    [InlineData("sub\\..\\..\\secret.bin")]
    [InlineData("\\\\server\\share\\secret.bin")]
    [InlineData("\\\\?\\C:\\secret.bin")]
    [InlineData("\\secret.bin")]
    [InlineData("//server/share/secret.bin")]
    [InlineData("C:secret.bin")]
    [InlineData("weights.bin:stream")]
    [InlineData("weights.bin\0.txt")]
    [InlineData("file:///etc/passwd")]
    [InlineData(".. /secret.bin")]
    [InlineData(".../secret.bin")]
    public void Paths_that_may_lead_out_of_the_folder_are_refused_on_every_system(string location)
    {
        Save(Table(location, 0));
        var error = Assert.Throws<ModelFormatException>(() => OnnxModel.Load(Model));
        Assert.Contains("external data lies in the model's folder", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Links_are_followed_inside_of_the_folder_and_nowhere_else()
    {
        var outside = Directory.CreateTempSubdirectory();
        try
        {
            Write(Path.Combine(outside.FullName, "secret.bin"), Bytes);
            var real = _folder.CreateSubdirectory("real").FullName;
            Write(Path.Combine(real, "data.bin"), Bytes);
            Link("inside.bin", "real/data.bin");
            Link("folder", "real");
            Link("absolute.bin", Path.Combine(real, "data.bin"));
            foreach (var location in (string[])["inside.bin", "folder/data.bin", "absolute.bin", "./real//data.bin"])
            {
                Save(Table(location, 0));
                Assert.True(Lookup(OnnxModel.Load(Model)).IsMapped);
            }

            Link("door", outside.FullName);
            Link("through.bin", "door/secret.bin");
            Link("relative.bin", $"../{outside.Name}/secret.bin");
            Link("beside.bin", $"{_folder.FullName}-other/secret.bin");
            Link("circle.bin", "circle.bin");
            foreach (var location in (string[])["door/secret.bin", "through.bin", "relative.bin", "beside.bin", "circle.bin"])
            {
                Save(Table(location, 0));
                var error = Assert.Throws<ModelFormatException>(() => OnnxModel.Load(Model));
                Assert.Contains("is a link that leads out of it", error.Message, StringComparison.Ordinal);
            }
        }
        finally
        {
            outside.Delete(recursive: true);
        }

        void Link(string name, string target) => File.CreateSymbolicLink(Path.Combine(_folder.FullName, name), target);
    }

    [Theory]
    [InlineData("nul", true)]
    [InlineData("NUL.bin", true)]
    [InlineData("com1", true)]
    [InlineData("LPT9.weights", true)]
    [InlineData("con .bin", true)]
    [InlineData("comma.bin", false)]
    [InlineData("coms", false)]
    [InlineData("null.bin", false)]
    public void Names_of_devices_are_known(string name, bool isDevice) => Assert.Equal(isDevice, ExternalPath.IsDevice(name));

    /// <summary>Bytes of memory that no file stands behind.</summary>
    private static long Anonymous() => 1024 * long.Parse(
        File.ReadLines("/proc/self/status").Single(l => l.StartsWith("RssAnon", StringComparison.Ordinal)).Split(':')[1].Replace(
            "kB", "", StringComparison.Ordinal).Trim(),
        null);

    private static Tensor Run(OnnxModel model, int row) => new Model(model.Graph, threads: 1).Run(Tensor.From<long>([row]));

    private static Tensor Lookup(OnnxModel model) => model.Graph.Nodes.Single().Inputs[0] is { } table
        ? table.Variable?.Value ?? table.Constant!
        : throw new InvalidOperationException();

    /// <summary>A model that looks up rows of a table.</summary>
    private static ModelProto Table(string location, long offset, int rows = Rows)
    {
        var lookup = Build.Node("Gather", "g", ["w", "x"], ["y"]);
        var model = Build.Model([Build.Value("x", DataType.Int64, 1)], [Build.Value("y", DataType.Float, 1, Columns)], lookup);
        model.Graph.Initializer.Add(Outside("w", location, offset, rows, Columns));
        return model;
    }

    private static TensorProto Outside(string name, string location, long offset, params long[] dims)
    {
        var tensor = new TensorProto
        {
            Name = name, DataType = (int)DataType.Float, Dims = { dims }, DataLocation = DataLocation.External,
        };
        tensor.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = location });
        tensor.ExternalData.Add(new StringStringEntryProto { Key = "offset", Value = $"{offset}" });
        return tensor;
    }

    private void Save(ModelProto model) => File.WriteAllBytes(Model, model.ToByteArray());

    /// <summary>A file of floats 0, 1, 2, …, and what is left of one.</summary>
    private static void Write(string path, long bytes)
    {
        using var file = File.Create(path);
        var block = new float[1 << 16];
        for (var written = 0L; written < bytes; written += block.Length * sizeof(float))
        {
            for (var i = 0; i < block.Length; i++) block[i] = (written / sizeof(float)) + i;
            var span = System.Runtime.InteropServices.MemoryMarshal.AsBytes(block.AsSpan());
            file.Write(span[..(int)Math.Min(span.Length, bytes - written)]);
        }
    }
}
