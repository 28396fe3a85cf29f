using System.Runtime.CompilerServices;

namespace Bantam.Execution;

/// <summary>
/// A zeroed block of memory that kernels work on: it begins on a cache line, stays where it is, and has the readable bytes behind it
/// that vector loads may touch. Being an array it lives as long as a span of it.
/// </summary>
internal sealed unsafe class PinnedMemory
{
    private const int Alignment = 64;
    private const int ReadableBehind = 512;

    private readonly byte[] _bytes;
    private readonly int _start;
    private readonly int _length;

    /// <summary>A block of so many bytes.</summary>
    public PinnedMemory(int length)
    {
        _length = length;
        _bytes = GC.AllocateArray<byte>(checked(length + Alignment + ReadableBehind), pinned: true);
        var address = (nint)Unsafe.AsPointer(ref _bytes[0]);
        _start = (int)((Alignment - (address % Alignment)) % Alignment);
    }

    /// <summary>The first byte. Keep the block alive while using it.</summary>
    public byte* Pointer => (byte*)Unsafe.AsPointer(ref _bytes[_start]);

    /// <summary>A part of it.</summary>
    public Span<byte> Span(int offset, int length) => _bytes.AsSpan(_start, _length).Slice(offset, length);
}
