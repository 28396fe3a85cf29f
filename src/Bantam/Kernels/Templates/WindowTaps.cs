using Bantam.Tensors;

namespace Bantam.Kernels.Templates;

/// <summary>The taps of a window.</summary>
internal static class WindowTaps
{
    /// <summary>Writes a body for each tap, in order: unrolled along dimensions whose size is a constant, else in a loop.</summary>
    public static void EachTap(this KernelBuilder f, IReadOnlyList<Expr> sizes, Action<Expr[]> body)
    {
        Within([]);

        void Within(Expr[] outer)
        {
            if (outer.Length == sizes.Count) body(outer);
            else if (sizes[outer.Length] is Constant size)
                for (var k = 0; k < size.Bits; k++) Within([.. outer, k]);
            else f.For(sizes[outer.Length], k => Within([.. outer, k]), "tap");
        }
    }

    /// <summary>A window's sizes: constants where a kernel is for one window, else sizes that the caller gives at run time.</summary>
    public static Expr[] Window(this KernelBuilder f, Ints? kernel, int rank) =>
        [.. Enumerable.Range(0, rank).Select(d => kernel is null ? f.Size($"window{d}_") : (Expr)kernel[d])];

    /// <summary>One over the number of taps, as a number of a type.</summary>
    public static Expr Share(this KernelBuilder f, KernelType type, IReadOnlyList<Expr> sizes)
    {
        var taps = sizes.Aggregate((product, size) => product * size);
        return taps is Constant area ? Constant.Of(type, 1.0 / area.Bits)
            : f.Let(Constant.Of(type, 1) / Ops.To(type, Ops.ToI32(taps)), "share");
    }
}
