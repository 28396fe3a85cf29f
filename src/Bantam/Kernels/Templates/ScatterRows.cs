using Bantam.Tensors;
using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Templates;

/// <summary>
/// The reverse of <see cref="GatherRows"/>: brings each row of [outer, count, inner] to the row of [outer, rows, inner] that its index
/// names, in the order of the indices; what is there already is zeros that the kernel writes, or what the output holds. A tile is one
/// vector of columns of one outer index, so that no two tiles change one element. Sizes: outer, rows, inner, count.
/// </summary>
public static class ScatterRows
{
    /// <summary>The kernel.</summary>
    public static Kernel Kernel(ScatterRowsSpec spec) => Kernels.Kernel.Define("scatter-rows", spec.Target, f =>
    {
        f.Size("outer");
        var (rows, inner, count) = (f.Size("rows"), f.Size("inner"), f.Size("count"));
        var indices = f.Buffer("indices", spec.Indices);
        var updates = f.Buffer("updates", spec.Storage);
        var output = f.Buffer("output", spec.Storage, Access.ReadWrite);
        var outside = f.Buffer("outside", ElementType.Int64, Access.Write);
        var panels = f.Let((inner + (f.Lanes - 1)) / f.Lanes, "panels");
        f.Tiles(tile =>
        {
            var outer = f.Let(tile / panels, "outer");
            var column = f.Let((tile - (outer * panels)) * f.Lanes, "column");
            var left = f.Let(inner - column, "left");
            var target = f.Let(output + ((outer * rows * inner) + column), "target");
            var source = f.Let(updates + ((outer * count * inner) + column), "source");
            var zero = Splat.Of(Constant.Of(KernelTypes.Of(spec.Storage), 0));
            if (spec.Clears) f.For(rows, row => f.Store(target + (row * inner), zero, 0, left), "row");
            f.For(count, i =>
            {
                var place = f.Let(target + (f.Row(indices + i, rows, outside) * inner), "place");
                var update = LoadVector(source + (i * inner));
                f.Store(place, spec.Combine is { } combine ? Binary.Of(combine, LoadVector(place), update) : update, 0, left);
            });
        });
    });
}
