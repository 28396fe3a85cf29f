using Bantam.Tensors;
using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Templates;

/// <summary>
/// Of [outer, rows, inner] the rows that indices name: [outer, count, inner]. A tile is one row. Sizes: outer, rows, inner, count.
/// </summary>
public static class GatherRows
{
    /// <summary>The kernel.</summary>
    public static Kernel Kernel(GatherRowsSpec spec) => Kernels.Kernel.Define("gather-rows", spec.Target, f =>
    {
        f.Size("outer");
        var (rows, inner, count) = (f.Size("rows"), f.Size("inner"), f.Size("count"));
        var data = f.Buffer("data", spec.Storage);
        var indices = f.Buffer("indices", spec.Indices);
        var output = f.Buffer("output", spec.Storage, Access.Write);
        var outside = f.Buffer("outside", ElementType.Int64, Access.Write);
        f.Tiles(tile =>
        {
            var outer = f.Let(tile / count, "outer");
            var row = f.Row(indices + (tile - (outer * count)), rows, outside);
            var source = f.Let(data + (((outer * rows) + row) * inner), "source");
            var place = f.Let(output + (tile * inner), "place");
            if (spec.IsWide) f.CopyRow(source, place, 0, inner);
            else f.Store(place, LoadScalar(source));
        });
    });

    /// <summary>
    /// The row that an index names; negative ones count from the end. One outside of the rows is noted down as 1 and the index, for
    /// whoever runs the kernel to throw, and goes on as the nearest row. Threads that note down at once leave one of their indices.
    /// </summary>
    internal static Expr Row(this KernelBuilder f, Expr index, Expr rows, Expr outside)
    {
        var number = f.Let(LoadScalar(index), "number");

        // What no index holds is brought to just outside first.
        var bounded = number.Type == KernelType.I64 ? Min(Max(number, To(KernelType.I64, -1 - rows)), To(KernelType.I64, rows)) : number;
        var given = f.Let(ToIndex(bounded), "given");
        var row = f.Let(Select(given < 0, given + rows, given), "row");
        f.If(Compare.Of(CompareOp.LessUnsigned, rows - 1, row), () =>
        {
            f.Store(outside, 1);
            f.Store(outside, number, 1);
            f.Set(row, Min(Max(row, 0), rows - 1));
        });
        return row;
    }
}
