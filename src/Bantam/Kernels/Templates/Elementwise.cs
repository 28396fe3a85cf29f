using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Templates;

/// <summary>
/// A fused chain over tensors that broadcast to one shape. Of one dimension a tile is a chunk of it, of more a tile is one row of
/// the last. Sizes: the dimensions, then for each tensor one stride a dimension but the last.
/// </summary>
public static class Elementwise
{
    /// <summary>The kernel.</summary>
    public static Kernel Kernel(ElementwiseSpec spec) => Kernels.Kernel.Define("elementwise", spec.Target, f =>
    {
        var dimensions = Enumerable.Range(0, spec.Rank).Select(d => f.Size($"d{d}_")).ToArray();
        var chain = new FusionBinding(f, spec.Chain, spec.Rank - 1);
        var columns = dimensions[^1];
        f.Tiles(tile =>
        {
            if (spec.Rank == 1)
            {
                var start = f.Let(tile * ElementwiseSpec.Chunk, "start");
                var end = f.Let(Min(start + ElementwiseSpec.Chunk, columns), "end");
                Walk(f, chain, chain.At(), start, end, i => i);
            }
            else
            {
                Walk(f, chain, chain.At(f.Decode(tile, dimensions)), 0, columns, i => (tile * columns) + i);
            }
        });
    });

    private static void Walk(KernelBuilder f, FusionBinding chain, FusionBinding.Row row, Expr start, Expr end, Func<Expr, Expr> flat)
    {
        var lanes = f.Lanes;
        var whole = f.Let(start + ((end - start) / lanes * lanes), "whole");
        f.For(start, whole, lanes, i => chain.Apply(row, i, [], null, () => Index(i)));
        if (lanes > 1) f.If(whole < end, () => chain.Apply(row, whole, [], end - whole, () => Index(whole)));

        Expr Index(Expr i) => Splat.Of(ToI32(flat(i))) + new LaneIndex();
    }
}
