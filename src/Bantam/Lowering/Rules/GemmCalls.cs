using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Kernels.Templates;
using Bantam.Tensors;

namespace Bantam.Lowering.Rules;

/// <summary>Calls of the matrix product template, which products, convolutions and the gradients of their weights share.</summary>
internal static class GemmCalls
{
    /// <summary>Loading an element of the right factor, once for all rows, takes about as long as a multiply-add with it.</summary>
    private const long LoadOfFactor = 1;

    /// <summary>
    /// Where all rows are in one tile, each element of the right factor is read once, in panels: narrow pieces of long rows, which
    /// processors do not see coming. So many rows at a time, panel after panel, are so many streams, which they do.
    /// </summary>
    private const int StreamedRows = 16;

    /// <summary>The call that computes a group.</summary>
    /// <param name="group">The group; its chain is the epilogue.</param>
    /// <param name="context">The lowering.</param>
    /// <param name="factors">The left and the right factor.</param>
    /// <param name="size">Rows, columns and depth.</param>
    /// <param name="walk">How the left factor is walked.</param>
    /// <param name="walked">The sizes that the walk takes.</param>
    /// <param name="line">The lines that the rows lie in.</param>
    /// <param name="outermost">The depth's outermost size, and the bytes that the factors take for one of it.</param>
    public static LoweredCall Create(
        Group group, LoweringContext context, (Value Left, Value Right) factors, (int M, int N, int Depth) size, GemmWalk walk, int[] walked, GemmLine line, (int Count, long Bytes) outermost)
    {
        var (m, n, depth) = size;
        var target = context.Target.For(n);
        var chain = group.BuildChain(context, n);
        var spec = GemmSpec.For(target, m, n, chain.Fusion, walk, line);
        var tiles = spec.Tiles(m, n, line);

        var block = spec.Rows < m ? BlockInCache(target, outermost.Bytes) : tiles > 2 ? StreamedRows : outermost.Count;
        spec = spec with { IsBlocked = outermost.Count > block };
        var kernel = KernelCache.Get(target, spec.Key, () => Kernels.Templates.Gemm.Kernel(spec));
        Value[] kept = spec.IsBlocked ? [new Value("kept", new TensorType(ElementType.Float, Shape.Of(tiles, spec.TileElements)))] : [];
        int[] blocks = spec.IsBlocked ? [block] : [];
        return new LoweredCall(kernel, [factors.Left, factors.Right, .. kept, .. chain.Inputs, .. chain.Outputs],
            [m, n, n, .. walked, .. blocks, .. group.RowStrides(chain, n)], tiles, (m + LoadOfFactor) * n * depth, group.ToString())
        {
            InPlace = chain.InPlace,
        };
    }

    /// <summary>Beyond the cache every tile would fetch its factors from memory again; a block of them is used by all tiles first.</summary>
    private static int BlockInCache(Target target, long bytes) => Math.Max(1, (int)(target.L2Bytes / 2 / Math.Max(bytes, 1)));
}
