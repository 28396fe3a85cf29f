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
    /// processors do not see coming. So many rows at a time, panel after panel, are so many streams, which they do. Without vectors
    /// arithmetic takes longer than memory.
    /// </summary>
    private const int StreamedRows = 16;

    /// <summary>The calls that compute a group; its chain is the epilogue.</summary>
    public static IReadOnlyList<LoweredCall> Create(Group group, LoweringContext context, GemmProblem problem)
    {
        var (m, n, depth) = problem.Size;
        var target = (problem.Together == 4 ? context.Target.ForDots() : context.Target).For(n).For(WideTypes.IsWide(group));
        var chain = group.BuildChain(context, problem.View);
        RowWalk[] walks = [.. chain.Walks(problem.View)];
        var (outer, strides) = Broadcasting.Collapse(
            problem.View.Outer, [problem.LeftOuter, problem.RightOuter, .. walks.Select(w => w.Outer)]);
        if (outer is [1]) (outer, strides) = ([], [.. strides.Select(_ => Array.Empty<int>())]);
        var count = outer.Aggregate(1, (product, size) => product * size);

        var spec = GemmSpec.For(target, m, n, chain.Fusion, problem.Walk, problem.Line, problem.Together, problem.Group) with
        {
            Group = problem.Group,
            Dimensions = problem.Dimensions,
            Outer = outer.Length,
            Together = problem.Together,
            Left = problem.Together > 1 ? ElementType.Int32 : problem.Left.Type.Element,
            Right = problem.Right.Type.Element,
        };
        var tiles = spec.Tiles(m, n, problem.Line);
        var block = spec.Rows < m ? BlockInCache(target, problem.Outermost.Bytes)
            : tiles > 2 && outer.Length == 0 && target.Lanes > 1 ? StreamedRows : problem.Outermost.Count;
        var packed = PackedFactor.Of(problem, spec, context, group.ToString());
        if (packed is not null && spec.Rows >= m) block = problem.Outermost.Count;
        spec = spec with { IsBlocked = problem.Outermost.Count > block, IsPacked = packed is not null };
        tiles *= count;
        var kernel = KernelCache.Get(target, spec.Key, () => Kernels.Templates.Gemm.Kernel(spec));
        Value[] kept = spec.IsBlocked ? [new Value("kept", new TensorType(spec.Kept, Shape.Of(tiles, spec.TileElements)))] : [];
        int[] blocks = spec.IsBlocked ? [block] : [], steps = spec.IsPacked ? [] : [problem.RightStep];
        var product = new LoweredCall(
            kernel,
            [problem.Left, packed?.Value ?? problem.Right, .. kept, .. chain.Inputs, .. chain.Outputs],
            [
                m, n, .. steps, .. problem.Walked, .. outer.Skip(1), .. strides[0], .. strides[1], .. blocks,
                .. walks.SelectMany((walk, i) => (int[])[.. strides[i + 2], walk.Row]),
            ],
            tiles,
            (m + LoadOfFactor) * n * depth * count,
            group.ToString())
        {
            InPlace = chain.InPlace,
        };
        return [.. packed?.Calls ?? [], product];
    }

    /// <summary>
    /// Beyond the cache every tile would fetch its factors from memory again; a block of them is used by all tiles first.
    /// </summary>
    private static int BlockInCache(Target target, long bytes) => Math.Max(1, (int)(target.L2Bytes / 2 / Math.Max(bytes, 1)));
}
