using System.Runtime.InteropServices;

namespace Bantam.Tensors;

/// <summary>
/// A block of native memory on a cache line, zeroed, with the readable bytes behind it that vector loads may touch. It is freed
/// when nothing refers to it any more, and tells the garbage collector of its size.
/// </summary>
internal sealed unsafe class TensorStorage
{
    private const int Alignment = 64;
    private const int ReadableBehind = 256;
    private readonly byte* _memory;

    public TensorStorage(long length)
    {
        Length = length;
        _memory = (byte*)NativeMemory.AlignedAlloc((nuint)(length + ReadableBehind), Alignment);
        NativeMemory.Clear(_memory, (nuint)(length + ReadableBehind));
        GC.AddMemoryPressure(length + ReadableBehind);
    }

    ~TensorStorage()
    {
        NativeMemory.AlignedFree(_memory);
        GC.RemoveMemoryPressure(Length + ReadableBehind);
    }

    /// <summary>Bytes without those behind.</summary>
    public long Length { get; }

    /// <summary>The first byte. Keep the storage alive while using it.</summary>
    public byte* Pointer => _memory;

    /// <summary>The bytes. Keep the storage alive while using them.</summary>
    /// <exception cref="ShapeException">There are more than a span holds.</exception>
    public Span<byte> Span => new(_memory, SpanLength(Length));

    /// <summary>The length of a span of so many bytes.</summary>
    /// <exception cref="ShapeException">There are more than a span holds.</exception>
    internal static int SpanLength(long bytes) => bytes <= int.MaxValue ? (int)bytes
        : throw new ShapeException($"The tensor has {bytes} bytes; {int.MaxValue} can be read or written as one piece. Split it.");
}
