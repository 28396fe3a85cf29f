using System.Runtime.CompilerServices;
using Bantam.Tensors;

namespace Bantam.Tests.TensorTests;

/// <summary>Tensors whose elements stay in a file.</summary>
public sealed class MappedTensorTests : IDisposable
{
    private const int Count = 1 << 18;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    private string Data => Path.Combine(_folder.FullName, "data");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(0, Count, true)]
    [InlineData(1000, Count - 1000, true)]
    [InlineData(2, Count - 1, false)]
    [InlineData(8, 100, false)]
    [InlineData(0, 0, false)]
    public void Elements_are_those_of_the_file_mapped_or_not(int offset, int count, bool isMapped)
    {
        var bytes = Write();
        var tensor = Tensor.Map(Data, offset, TensorType.Float(count));
        Assert.Equal(isMapped, tensor.IsMapped);
        Assert.Equal(isMapped, tensor.View(Shape.Of(count, 1)).IsMapped);
        Assert.Equal(bytes.AsSpan(offset, count * sizeof(float)), tensor.Bytes);
        Assert.Equal(tensor.Shape.ElementCount == 0 ? 0 : tensor.Span<float>()[^1], (tensor * 1f).Span<float>().ToArray().LastOrDefault());
    }

    [Fact]
    public void What_kernels_read_is_the_file_itself_until_the_tensor_is_written_to()
    {
        Write();
        var tensor = Tensor.Map(Data, 4096, TensorType.Float(Count / 2));
        Assert.Equal(tensor.Bytes, tensor.Block!.Span(0, tensor.Type.Bytes));
        tensor.Span<float>()[77] = 1;
        Assert.Null(tensor.Block);

        // Behind the last page nothing can be read.
        Assert.Null(Tensor.Map(Data, 0, TensorType.Float(Count)).Block);
    }

    [Fact]
    public void What_the_file_does_not_have_is_refused()
    {
        Write();
        Assert.Throws<ArgumentOutOfRangeException>(() => Tensor.Map(Data, 4, TensorType.Float(Count)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Tensor.Map(Data, -4, TensorType.Float(Count)));
        Assert.Throws<ShapeException>(() => Tensor.Map(Data, 0, new TensorType(ElementType.String, Shape.Of(3))));
        Assert.Throws<ShapeException>(() => Tensor.Map(Data, 0, TensorType.Float(1 << 29, 2)));
        Assert.Throws<FileNotFoundException>(() => Tensor.Map(Data + "2", 0, TensorType.Float(3)));
    }

    [Fact]
    public void A_mapping_ends_after_the_last_tensor()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "What is mapped is what Linux says.");
        Write();
        var grace = MappedElements.Grace;
        MappedElements.Grace = 0;
        try
        {
            Assert.True(MapAndForget());
            for (var i = 0; i < 20 && IsMapped(); i++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }

            Assert.False(IsMapped());
        }
        finally
        {
            MappedElements.Grace = grace;
        }
    }

    [Fact]
    public void A_mapping_outlives_its_tensor_for_a_while()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "What is mapped is what Linux says.");
        Write();
        Assert.True(MapAndForget());
        for (var i = 0; i < 5; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.True(IsMapped());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool MapAndForget() => Tensor.Map(Data, 0, TensorType.Float(Count)).IsMapped && IsMapped();

    private bool IsMapped() => File.ReadLines("/proc/self/maps").Any(l => l.EndsWith(Data, StringComparison.Ordinal));

    private byte[] Write()
    {
        var bytes = new byte[Count * sizeof(float)];
        new Random(1).NextBytes(bytes);

        // Every float is a number.
        for (var i = 3; i < bytes.Length; i += 4) bytes[i] &= 0x3f;
        File.WriteAllBytes(Data, bytes);
        return bytes;
    }
}
