using Bantam.Tensors;
using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Templates;

/// <summary>
/// Where the most extreme elements along the middle axis of [outer, depth, inner] are, in order, as Int64: each element is put behind those
/// found so far that are not less extreme; NaN counts as more extreme than any number. A tile is one outer index. Sizes: outer, depth,
/// inner, count.
/// </summary>
public static class SelectExtrema
{
    /// <summary>The kernel.</summary>
    public static Kernel Kernel(ArgExtremumSpec spec) => Kernels.Kernel.Define("select-extrema", spec.Target, f =>
    {
        f.Size("outer");
        var (depth, inner, count) = (f.Size("depth"), f.Size("inner"), f.Size("count"));
        var input = f.Buffer("input", spec.Storage);
        var output = f.Buffer("output", ElementType.Int64, Access.ReadWrite);
        f.Tiles(outer => f.For(inner, column =>
        {
            var source = f.Let(input + ((outer * depth * inner) + column), "source");
            var found = f.Let(output + ((outer * count * inner) + column), "found");
            f.For(depth, k =>
            {
                var value = f.Let(LoadScalar(source + (k * inner)), "value");
                var place = f.Let(Min(k, count), "place");
                var goesOn = f.Let(Select(place > 0, 1, Constant.Integer(0)), "mayMove");
                f.While(() => NotEqual(goesOn, 0), () =>
                {
                    var before = f.Let(found + ((place - 1) * inner), "before");
                    var index = f.Let(LoadScalar(before, isNarrow: true), "index");
                    var other = f.Let(LoadScalar(source + (ToIndex(index) * inner)), "other");
                    f.Set(goesOn, Constant.Integer(0));
                    f.If(ArgExtremum.IsBetter(spec, value, other), () =>
                    {
                        f.If(place < count, () => f.Store(before + inner, index));
                        f.Set(place, place - 1);
                        f.Set(goesOn, Select(place > 0, 1, Constant.Integer(0)));
                    });
                });
                f.If(place < count, () => f.Store(found + (place * inner), ToI32(k)));
            }, "k");
        }, "column"));
    });
}
