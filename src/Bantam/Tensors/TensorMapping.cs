using System.Diagnostics.CodeAnalysis;

namespace Bantam.Tensors;

/// <summary>Tensors whose elements stay in a file.</summary>
public sealed partial class Tensor
{
    /// <summary>A tensor so small is read: pages of memory are mapped, and a view of them takes more than these bytes.</summary>
    private const int LeastMapped = 1 << 16;

    /// <summary>Whether the elements stay in a file, so that they take no memory of the process.</summary>
    public bool IsMapped => _storage is MappedElements;

    /// <summary>
    /// A tensor whose elements are a part of a file, little-endian, which is mapped and not copied: it takes no memory of the process, and
    /// kernels read it where it is. Writing to the tensor changes the tensor alone, by copies of the pages that are written to. While it
    /// lives the file must not be shortened or written to; putting another file in its place is safe. Small tensors, those that begin
    /// at no multiple of their elements' size, and those of files that cannot be mapped are read instead.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="offset">Where the elements begin, in bytes.</param>
    /// <param name="type">The element type and the shape, which has sizes.</param>
    /// <exception cref="ShapeException">The elements are texts, or more bytes than a tensor can have.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The file has fewer bytes.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file must not be read.</exception>
    public static Tensor Map(string path, long offset, TensorType type)
    {
        if (type.Element == ElementType.String) throw new ShapeException($"texts cannot be mapped; {type} is one of texts.");
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        var bytes = ArrayLength(type);
        using var file = File.OpenRead(path);
        if (offset > file.Length - bytes)
            throw new ArgumentOutOfRangeException(
                nameof(offset), offset, $"{type} has {bytes} bytes, and '{path}' {file.Length}: too few behind byte {offset}.");
        if (CanBeMapped(offset, type) && TryMap(file, offset, bytes, out var mapped)) return new Tensor(type, (object)mapped);
        var tensor = new Tensor(type);
        file.Position = offset;
        file.ReadExactly(tensor.Bytes);
        return tensor;
    }

    /// <summary>Whether a tensor is mapped where the file can be.</summary>
    /// <param name="offset">Where its elements begin in the file, in bytes.</param>
    /// <param name="type">Its element type and shape.</param>
    public static bool CanBeMapped(long offset, TensorType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return BitConverter.IsLittleEndian && type.Bytes >= LeastMapped && offset % Math.Max(1, type.Element.Info().Bits / 8) == 0;
    }

    private static bool TryMap(FileStream file, long offset, int bytes, [NotNullWhen(true)] out MappedElements? mapped)
    {
        try
        {
            mapped = MappedElements.Open(file, offset, bytes);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            // Some file systems map nothing, and an address space may be full.
            mapped = null;
            return false;
        }
    }
}
