using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Bantam.Tensors;

/// <summary>
/// A zeroed block of memory that kernels work on: it begins on a cache line, stays where it is, and has the readable bytes behind it
/// that vector loads may touch. Being an array it lives as long as a span of it; being one of long integers it may pass 2 GB.
/// </summary>
internal sealed unsafe class NativeBlock
{
    private const int Alignment = 64;

    /// <summary>How many bytes behind it can be read.</summary>
    internal const int ReadableBehind = 512;

    private readonly long[] _words = [];
    private readonly nint _start;
    private readonly object? _owner;
    private readonly long _length;

    /// <summary>A block of so many bytes.</summary>
    public NativeBlock(long length)
    {
        _length = length;
        _words = GC.AllocateArray<long>(checked((int)((length + Alignment + ReadableBehind) / sizeof(long)) + 1), pinned: true);
        var address = (nint)Unsafe.AsPointer(ref _words[0]);
        _start = (Alignment - (address % Alignment)) % Alignment;
    }

    /// <summary>A block of memory that lies elsewhere, and is readable behind.</summary>
    /// <param name="owner">Keeps it alive.</param>
    /// <param name="address">Where it begins.</param>
    /// <param name="length">How many bytes it has.</param>
    public NativeBlock(object owner, byte* address, long length) => (_owner, _start, _length) = (owner, (nint)address, length);

    /// <summary>The first byte. Keep the block alive while using it.</summary>
    public byte* Pointer => (byte*)Unsafe.AsPointer(ref First);

    private ref byte First
    {
        get
        {
            if (_owner is not null) return ref *(byte*)_start;
            return ref Unsafe.AddByteOffset(ref Unsafe.As<long, byte>(ref _words[0]), _start);
        }
    }

    /// <summary>A part of it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The part is not inside.</exception>
    public Span<byte> Span(long offset, long length)
    {
        if (offset < 0 || length < 0 || offset + length > _length)
            throw new ArgumentOutOfRangeException(
                nameof(offset), offset, $"The block has {_length} bytes; {length} from {offset} on are not inside.");
        return MemoryMarshal.CreateSpan(ref Unsafe.AddByteOffset(ref First, (nint)offset), checked((int)length));
    }
}
