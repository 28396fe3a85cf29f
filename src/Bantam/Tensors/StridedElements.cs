using System.Runtime.InteropServices;

namespace Bantam.Tensors;

/// <summary>Copies of elements that do not lie row by row.</summary>
internal static class StridedElements
{
    /// <summary>
    /// So many neighbours are written before the next row is read: each line of the cache that was fetched is used up at once.
    /// </summary>
    private const int Columns = 16;

    /// <summary>Writes elements row by row.</summary>
    /// <param name="from">The elements, the first one first.</param>
    /// <param name="bytes">The bytes of an element.</param>
    /// <param name="sizes">The sizes of the axes, of which there is one at least.</param>
    /// <param name="strides">The elements between neighbours along each axis.</param>
    /// <param name="to">Where the rows, which are the last axis, are written.</param>
    /// <param name="pitch">The elements from one row to the next there.</param>
    public static void Copy(
        ReadOnlySpan<byte> from, int bytes, ReadOnlySpan<int> sizes, ReadOnlySpan<int> strides, Span<byte> to, int pitch)
    {
        switch (bytes)
        {
            case 1: Copy<byte>(from, sizes, strides, to, pitch); break;
            case 2: Copy<ushort>(from, sizes, strides, to, pitch); break;
            case 4: Copy<uint>(from, sizes, strides, to, pitch); break;
            case 8: Copy<ulong>(from, sizes, strides, to, pitch); break;
            default: Copy<UInt128>(from, sizes, strides, to, pitch); break;
        }
    }

    private static void Copy<T>(ReadOnlySpan<byte> source, ReadOnlySpan<int> sizes, ReadOnlySpan<int> strides, Span<byte> target, int pitch)
        where T : unmanaged
    {
        var from = MemoryMarshal.Cast<byte, T>(source);
        var to = MemoryMarshal.Cast<byte, T>(target);
        var (n, step, rows) = (sizes[^1], strides[^1], 1);
        foreach (var size in sizes[..^1]) rows *= size;
        Span<int> indices = stackalloc int[sizes.Length];
        for (var first = 0; first < n; first += step == 1 ? n : Columns)
        {
            var count = step == 1 ? n : Math.Min(Columns, n - first);
            var begin = first * step;
            for (var row = 0; row < rows; row++)
            {
                var line = to.Slice((row * pitch) + first, count);
                if (step == 1) from.Slice(begin, count).CopyTo(line);
                else for (var i = 0; i < line.Length; i++) line[i] = from[begin + (i * step)];
                for (var axis = sizes.Length - 2; axis >= 0; axis--)
                {
                    begin += strides[axis];
                    if (++indices[axis] < sizes[axis]) break;
                    begin -= sizes[axis] * strides[axis];
                    indices[axis] = 0;
                }
            }
        }
    }
}
