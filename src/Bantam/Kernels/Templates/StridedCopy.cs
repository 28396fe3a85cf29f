using Bantam.Tensors;
using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Templates;

/// <summary>
/// Copies elements between two tensors that are walked by strides of their own: slices, permutations, pads, concatenations. Of one
/// dimension a tile is a chunk of it, of more a tile is one row of the last. Sizes: the dimensions, then for the source and for the
/// destination the first element and one stride a dimension; strides of the source may be 0 and negative. Both may be one tensor,
/// where nothing is read that is written.
/// </summary>
public static class StridedCopy
{
    /// <summary>The kernel.</summary>
    public static Kernel Kernel(StridedCopySpec spec) => Kernels.Kernel.Define($"strided-copy {spec.Walk}", spec.Target, f =>
    {
        var dimensions = Enumerable.Range(0, spec.Rank).Select(d => f.Size($"d{d}_")).ToArray();
        var from = new Side(f, "from", spec.Storage, Access.Read, spec.Rank);
        var to = new Side(f, "to", spec.Storage, Access.Write, spec.Rank);
        var last = dimensions[^1];
        f.Tiles(tile =>
        {
            var outer = f.Decode(tile, dimensions);
            var (source, place) = (from.Row(f, outer), to.Row(f, outer));
            if (spec.Rank == 1)
            {
                var start = f.Let(tile * StridedCopySpec.Chunk, "start");
                Copy(f, spec.Walk, source, place, from.Inner, to.Inner, start, f.Let(Min(start + StridedCopySpec.Chunk, last), "end"));
            }
            else
            {
                Copy(f, spec.Walk, source, place, from.Inner, to.Inner, 0, last);
            }
        });
    });

    private static void Copy(
        KernelBuilder f, CopyWalk walk, Expr source, Expr place, Expr sourceStride, Expr placeStride, Expr start, Expr end)
    {
        switch (walk)
        {
            case CopyWalk.Contiguous:
                f.CopyRow(source, place, start, end);
                break;
            case CopyWalk.Fill:
                var value = f.Let(Splat.Of(LoadScalar(source)), "value");
                f.Vectors(start, end, (i, count) => f.Store(place + i, value, 0, count));
                break;
            default:
                f.For(start, end, 1, i => f.Store(place + (i * placeStride), LoadScalar(source + (i * sourceStride))));
                break;
        }
    }

    /// <summary>Copies the elements from start to end of a row.</summary>
    internal static void CopyRow(this KernelBuilder f, Expr source, Expr place, Expr start, Expr end) =>
        f.Vectors(start, end, (i, count) => f.Store(place + i, LoadVector(source + i), 0, count));

    /// <summary>Calls an action for each vector from start to end, the last time with the number of its lanes that count.</summary>
    internal static void Vectors(this KernelBuilder f, Expr start, Expr end, Action<Expr, Expr?> body)
    {
        var whole = f.Let(start + ((end - start) / f.Lanes * f.Lanes), "whole");
        f.For(start, whole, f.Lanes, i => body(i, null));
        if (f.Lanes > 1) f.If(whole < end, () => body(whole, end - whole));
    }

    /// <summary>One of the two tensors.</summary>
    private sealed class Side
    {
        private readonly Local _pointer;
        private readonly Local _first;
        private readonly Local[] _strides;

        public Side(KernelBuilder f, string name, ElementType storage, Access access, int rank)
        {
            _pointer = f.Buffer(name, storage, access);
            _first = f.Size($"{name}First");
            _strides = [.. Enumerable.Range(0, rank).Select(d => f.Size($"{name}Stride{d}_"))];
        }

        public Expr Inner => _strides[^1];

        public Expr Row(KernelBuilder f, Expr[] outer)
        {
            Expr offset = _first;
            for (var d = 0; d < outer.Length; d++) offset += outer[d] * _strides[d];
            return f.Let(_pointer + offset, "row");
        }
    }
}
