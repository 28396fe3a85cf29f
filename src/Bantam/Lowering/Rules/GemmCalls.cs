using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Kernels.Templates;
using Bantam.Tensors;

namespace Bantam.Lowering.Rules;

/// <summary>Calls of the matrix product template, which products, convolutions and the gradients of their weights share.</summary>
internal static class GemmCalls
{
    /// <summary>Loading an element of the right factor, once for all rows, takes about as long as a multiply-add with it.</summary>
    private const int LoadOfFactor = 1;

    /// <summary>
    /// The most multiply-adds of a tile that are written out, with one result: writers refuse kernels that are too long to be optimized.
    /// </summary>
    private const int MostWrittenOut = 256;

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
        if (outer is [var only] && only == 1) (outer, strides) = ([], [.. strides.Select(_ => Array.Empty<Dimension>())]);

        var spec = GemmSpec.For(target, m, n, chain.Fusion, problem.Walk, problem.Line, problem.Together, problem.Group) with
        {
            Group = problem.Group,
            Dimensions = problem.Dimensions,
            Outer = outer.Length,
            AreRowsApart = problem.AreRowsApart,
            Together = problem.Together,
            Left = problem.Together > 1 ? ElementType.Int32 : problem.Left.Type.Element,
            Right = problem.Right.Type.Element,
        };
        if (problem.Taps is { } taps && chain.Outputs.Count == 1 && MultiplyAdds(spec, taps) <= MostWrittenOut)
            spec = spec with { Taps = taps };
        var isInLine = spec.RowStep is not null && (problem.Walk == GemmWalk.Patches || !problem.AreRowsApart);
        if (!isInLine && problem.LastOfRows is { } last && last.Decide(length => length >= spec.Rows))
            spec = spec with { IsCrossing = true };
        var tiles = spec.Tiles(m, n, problem.Line);
        var packed = PackedFactor.Of(problem, spec, context, group.ToString());
        var isOneTile = m.Decide(rows => rows <= spec.Rows);
        var streams = isOneTile && packed is null && outer.Length == 0 && target.Lanes > 1 && tiles.Decide(all => all > 2);
        int? block = !isOneTile ? BlockInCache(target, problem.Outermost.Bytes) : streams ? StreamedRows : null;
        var isBlocked = block is { } most && problem.Outermost.Count.Decide(all => all > most);
        spec = spec with { IsBlocked = isBlocked, IsPacked = packed is not null };
        tiles = outer.Aggregate(tiles, (product, size) => product * size);
        var kernel = KernelCache.Get(target, spec.Key, () => Kernels.Templates.Gemm.Kernel(spec));
        Value[] kept = spec.IsBlocked ? [new Value("kept", new TensorType(spec.Kept, new Shape(tiles, spec.TileElements)))] : [];
        Dimension[] blocks = isBlocked ? [block!.Value] : [], steps = spec.IsPacked ? [] : [problem.RightStep];
        var product = new LoweredCall(
            kernel,
            [problem.Left, packed?.Value ?? problem.Right, .. kept, .. chain.Inputs, .. chain.Outputs],
            [
                m, n, .. steps, .. problem.Walked, .. outer.Skip(1), .. strides[0], .. strides[1], .. blocks,
                .. walks.SelectMany((walk, i) => (Dimension[])[.. strides[i + 2], .. Rows(walk)]),
            ],
            tiles,
            new CallCost([m + LoadOfFactor, n, depth, .. outer]) { Products = [m, n, depth, .. outer] },
            group.ToString())
        {
            InPlace = chain.InPlace,
        };
        return [.. packed?.Calls ?? [], product];

        IEnumerable<Dimension> Rows(RowWalk walk) =>
            problem.AreRowsApart ? Patches.Padded(walk.Rows, problem.Dimensions, 0) : walk.Rows;
    }

    private static int MultiplyAdds(GemmSpec tile, Ints taps) =>
        taps.Aggregate(tile.Rows * tile.Columns, (product, size) => product * size);

    /// <summary>
    /// Beyond the cache every tile would fetch its factors from memory again; a block of them is used by all tiles first.
    /// </summary>
    private static int BlockInCache(Target target, long bytes) => Math.Max(1, (int)(target.L2Bytes / 2 / Math.Max(bytes, 1)));
}
