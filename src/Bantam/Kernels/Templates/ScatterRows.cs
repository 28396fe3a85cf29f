using Bantam.Tensors;
using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Templates;

/// <summary>
/// The reverse of <see cref="GatherRows"/>: adds each row of [outer, count, inner] to the row of [outer, rows, inner] that its index
/// names, in the order of the indices, from zeros on, or puts it there. A tile is one vector of columns of one outer index, so that no
/// two tiles write to one element. Sizes: outer, rows, inner, count.
/// </summary>
public static class ScatterRows
{
    /// <summary>The kernel.</summary>
    public static Kernel Kernel(ScatterRowsSpec spec) => Kernels.Kernel.Define("scatter-rows", spec.Target, f =>
    {
        f.Size("outer");
        var (rows, inner, count) = (f.Size("rows"), f.Size("inner"), f.Size("count"));
        var indices = f.Buffer("indices", spec.Indices);
        var gradient = f.Buffer("gradient", spec.Storage);
        var output = f.Buffer("output", spec.Storage, Access.ReadWrite);
        var outside = f.Buffer("outside", ElementType.Int64, Access.Write);
        var panels = f.Let((inner + (f.Lanes - 1)) / f.Lanes, "panels");
        f.Tiles(tile =>
        {
            var outer = f.Let(tile / panels, "outer");
            var column = f.Let((tile - (outer * panels)) * f.Lanes, "column");
            var left = f.Let(inner - column, "left");
            var target = f.Let(output + ((outer * rows * inner) + column), "target");
            var source = f.Let(gradient + ((outer * count * inner) + column), "source");
            var zero = Splat.Of(Constant.Of(KernelTypes.Of(spec.Storage), 0));
            f.For(rows, row => f.Store(target + (row * inner), zero, 0, left), "row");
            f.For(count, i =>
            {
                var place = f.Let(target + (f.Row(indices + i, rows, outside) * inner), "place");
                var row = LoadVector(source + (i * inner));
                f.Store(place, spec.Overwrites ? row : LoadVector(place) + row, 0, left);
            });
        });
    });
}
