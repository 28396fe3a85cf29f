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
        f.Tiles(tile =>
        {
            var outer = f.Let(tile / count, "outer");
            var row = f.Row(indices + (tile - (outer * count)), rows);
            var source = f.Let(data + (((outer * rows) + row) * inner), "source");
            var place = f.Let(output + (tile * inner), "place");
            if (spec.IsWide) f.CopyRow(source, place, 0, inner);
            else f.Store(place, LoadScalar(source));
        });
    });

    /// <summary>The row that an index names: negative ones count from the end, and what is outside becomes the nearest row.</summary>
    internal static Expr Row(this KernelBuilder f, Expr index, Expr rows)
    {
        var number = LoadScalar(index);

        // What no index holds is brought to just outside first.
        if (number.Type == KernelType.I64) number = Min(Max(number, To(KernelType.I64, -1 - rows)), To(KernelType.I64, rows));
        var given = f.Let(ToIndex(number), "given");
        return f.Let(Min(Max(Select(given < 0, given + rows, given), 0), rows - 1), "row");
    }
}
