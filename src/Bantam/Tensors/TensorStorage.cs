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

    public Span<byte> Span => new(_memory, checked((int)Length));
}
