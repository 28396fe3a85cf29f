using System.IO.MemoryMappedFiles;

namespace Bantam.Tensors;

/// <summary>
/// Elements that lie in a file: the system fetches pages when they are read, and drops them again when memory is scarce. There are two
/// views of the same pages. What a tensor shows copies a page when it is written to, so that the file stays as it is; what kernels read
/// is never written to.
/// </summary>
internal sealed unsafe class MappedElements
{
    private readonly MemoryMappedViewAccessor _shown;
    private readonly MemoryMappedViewAccessor _read;
    private readonly byte* _elements;
    private readonly byte* _kept;
    private readonly long _length;
    private readonly bool _isReadableBehind;
    private long _endedAt;

    private MappedElements(MemoryMappedFile map, long offset, long length, bool isReadableBehind)
    {
        (_length, _isReadableBehind) = (length, isReadableBehind);
        _shown = map.CreateViewAccessor(offset, length, MemoryMappedFileAccess.CopyOnWrite);
        _read = map.CreateViewAccessor(offset, length, MemoryMappedFileAccess.Read);
        _elements = Address(_shown);
        _kept = Address(_read);
    }

    /// <summary>Ends the views.</summary>
    ~MappedElements()
    {
        if (_kept is null) return;

        // A span does not keep native memory alive: what was asked for one just before the last tensor ended may still read it.
        var now = Environment.TickCount64;
        if (_endedAt == 0) _endedAt = now;
        if (now - _endedAt < Grace)
        {
            GC.ReRegisterForFinalize(this);
            return;
        }

        Release(_shown);
        Release(_read);
    }

    /// <summary>How many milliseconds the views stay after nothing refers to them any more.</summary>
    internal static long Grace { get; set; } = 60_000;

    /// <summary>The elements; writing to them leaves the file as it is.</summary>
    public Span<byte> Bytes => new(_elements, checked((int)_length));

    /// <summary>
    /// The elements for kernels, which read vectors past their end; null where the file ends too early for that, or where the elements
    /// are no longer those of the file.
    /// </summary>
    public NativeBlock? ForKernels() =>
        _isReadableBehind && new ReadOnlySpan<byte>(_kept, checked((int)_length)).SequenceEqual(Bytes)
            ? new NativeBlock(this, _kept, _length)
            : null;

    /// <summary>Maps a part of a file.</summary>
    /// <exception cref="IOException">The file cannot be read or mapped.</exception>
    public static MappedElements Open(FileStream file, long offset, long length)
    {
        using var map = MemoryMappedFile.CreateFromFile(
            file, null, 0, MemoryMappedFileAccess.CopyOnWrite, HandleInheritability.None, leaveOpen: true);

        // The last page can be read to its end.
        var page = Environment.SystemPageSize;
        var readable = (file.Length + page - 1) / page * page;
        return new MappedElements(map, offset, length, offset + length + NativeBlock.ReadableBehind <= readable);
    }

    private static byte* Address(MemoryMappedViewAccessor view)
    {
        // While the address is acquired the handle's own finalizer does not end the view.
        byte* address = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref address);
        return address + view.PointerOffset;
    }

    private static void Release(MemoryMappedViewAccessor view)
    {
        view.SafeMemoryMappedViewHandle.ReleasePointer();
        view.Dispose();
    }
}
