using Bantam.Tensors;
using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Templates;

/// <summary>
/// Where along the middle axis of [outer, depth, inner] the largest or smallest element is, as Int64; NaN counts as more extreme than
/// any number. A tile is one outer index. Sizes: outer, depth, inner.
/// </summary>
public static class ArgExtremum
{
    /// <summary>The kernel.</summary>
    public static Kernel Kernel(ArgExtremumSpec spec) => Kernels.Kernel.Define("arg-extremum", spec.Target, f =>
    {
        f.Size("outer");
        var (depth, inner) = (f.Size("depth"), f.Size("inner"));
        var input = f.Buffer("input", spec.Storage);
        var output = f.Buffer("output", ElementType.Int64, Access.Write);
        f.Tiles(outer => f.For(inner, column =>
        {
            var source = f.Let(input + ((outer * depth * inner) + column), "source");
            var best = f.Let(LoadScalar(source), "best");
            var index = f.Let(Constant.Integer(0), "index");
            f.For(1, depth, 1, k =>
            {
                var value = f.Let(LoadScalar(source + (k * inner)), "value");
                f.If(IsBetter(spec, value, best), () =>
                {
                    f.Set(best, value);
                    f.Set(index, ToI32(k));
                });
            }, "k");
            f.Store(output + ((outer * inner) + column), index);
        }, "column"));
    });

    /// <summary>Whether a value is more extreme than the best so far, or, of the last, as extreme.</summary>
    internal static Expr IsBetter(ArgExtremumSpec spec, Expr value, Expr best)
    {
        var (low, high) = spec.IsMinimum ? (value, best) : (best, value);
        var isBetter = spec.IsLast ? low <= high : low < high;
        if (!spec.Storage.IsFloating()) return isBetter;
        var isNaN = NotEqual(value, value);
        return isBetter | (spec.IsLast ? isNaN : isNaN & Equal(best, best));
    }
}
