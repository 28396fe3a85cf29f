using Bantam.Tensors;
using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Templates;

/// <summary>
/// Sums or products so far along the middle axis of [outer, depth, inner], in the order of the axis. A tile is one vector of columns of
/// one outer index. Sizes: outer, depth, inner.
/// </summary>
public static class Cumulate
{
    /// <summary>The kernel.</summary>
    public static Kernel Kernel(CumulateSpec spec) => Kernels.Kernel.Define("cumulate", spec.Target, f =>
    {
        f.Size("outer");
        var (depth, inner) = (f.Size("depth"), f.Size("inner"));
        var input = f.Buffer("input", spec.Storage);
        var output = f.Buffer("output", spec.Storage, Access.Write);
        var panels = f.Let((inner + (f.Lanes - 1)) / f.Lanes, "panels");
        f.Tiles(tile =>
        {
            var outer = f.Let(tile / panels, "outer");
            var column = f.Let((tile - (outer * panels)) * f.Lanes, "column");
            var left = f.Let(inner - column, "left");
            var first = f.Let((outer * depth * inner) + column, "first");
            var sum = f.Let(Splat.Of(Constant.Of(KernelTypes.Of(spec.Storage), spec.Neutral)), "sum");
            f.For(depth, k =>
            {
                var at = f.Let(first + ((spec.IsReverse ? depth - 1 - k : k) * inner), "at");
                var element = f.Let(LoadVector(input + at), "element");
                if (spec.IsExclusive) f.Store(output + at, sum, 0, left);
                f.Set(sum, Binary.Of(spec.Combine, sum, element));
                if (!spec.IsExclusive) f.Store(output + at, sum, 0, left);
            }, "k");
        });
    });
}
