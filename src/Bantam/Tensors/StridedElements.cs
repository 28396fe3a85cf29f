using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Bantam.Tensors;

/// <summary>Copies of elements that do not lie row by row.</summary>
internal static class StridedElements
{
    /// <summary>
    /// So many rows and columns are copied at a time that a line of the cache, once fetched, is read and written as a whole.
    /// </summary>
    private const int Tile = 16;

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
        var (n, step) = (sizes[^1], strides[^1]);
        var (rows, stride) = sizes.Length > 1 ? (sizes[^2], strides[^2]) : (1, 0);
        var matrices = 1;
        foreach (var size in sizes[..^Math.Min(2, sizes.Length)]) matrices *= size;
        Span<int> indices = stackalloc int[sizes.Length];
        for (var first = 0; first < n; first += Tile)
        {
            var columns = Math.Min(Tile, n - first);
            var begin = first * step;
            for (var matrix = 0; matrix < matrices; matrix++)
            {
                for (var row = 0; row < rows; row += Tile)
                {
                    var count = Math.Min(Tile, rows - row);
                    var tile = from.Slice(begin + (row * stride), ((count - 1) * stride) + ((columns - 1) * step) + 1);
                    Copy(tile, count, stride, columns, step, to[((((matrix * rows) + row) * pitch) + first)..], pitch);
                }

                for (var axis = sizes.Length - 3; axis >= 0; axis--)
                {
                    begin += strides[axis];
                    if (++indices[axis] < sizes[axis]) break;
                    begin -= sizes[axis] * strides[axis];
                    indices[axis] = 0;
                }
            }
        }
    }

    /// <summary>
    /// A tile column by column, whose elements are neighbours more often than those of rows. It is compiled optimized at once: the
    /// weights of a model are copied before anything that runs often would be compiled again.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Copy<T>(ReadOnlySpan<T> from, int rows, int stride, int columns, int step, Span<T> to, int pitch)
        where T : unmanaged
    {
        for (var column = 0; column < columns; column++)
        {
            ref readonly var source = ref from[column * step];
            ref var target = ref to[column..(((rows - 1) * pitch) + column + 1)][0];
            for (var row = 0; row < rows; row++)
            {
                target = source;
                source = ref Unsafe.Add(ref Unsafe.AsRef(in source), stride);
                target = ref Unsafe.Add(ref target, pitch);
            }
        }
    }
}
