using Bantam.Tensors;
using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Templates;

/// <summary>
/// C[o,m,n] = epilogue(Σₖ A[o,m,k]·B[o,k,n]), where the outer index o may be absent: a batch of products, or the groups of a
/// convolution. A has any strides; B is contiguous along n, the vector axis. Each element is one accumulator that runs over k in
/// ascending order, so tile sizes do not change a bit of the result.
/// </summary>
/// <remarks>
/// Sizes: m, n, the stride of B along k unless it is packed; then of a matrix: k, the strides of A along m and k; of patches: the sizes
/// of the row dimensions but the first and all their strides, then the sizes and the strides of the depth; of outer dimensions the sizes
/// of all but the first, the strides of A and the strides of B; if blocked the length of a block in steps of the depth's outermost
/// dimension; then for each tensor of the epilogue its outer strides and its row stride, or one along each row dimension. Tiles go down
/// the rows first, so that a panel of B stays in the cache while A passes by; those of groups go along the columns first, since their B
/// is small and A is then read as it lies.
/// </remarks>
public static class Gemm
{
    /// <summary>
    /// Operations of the epilogues of a whole tile. Heavier ones are written once, guarded, instead of once with and once without
    /// guards: code size is bounded.
    /// </summary>
    private const int HeaviestUnguarded = 240;

    /// <summary>The kernel.</summary>
    public static Kernel Kernel(GemmSpec spec) => Kernels.Kernel.Define($"gemm {spec.Rows}x{spec.Columns}", spec.Target, f =>
    {
        var (m, n) = (f.Size("m"), f.Size("n"));
        var bDepth = spec.IsPacked ? spec.Width : (Expr)f.Size("bDepth");
        var walk = PatchWalk.Declare(f, spec, m);
        var a = f.Buffer("a", spec.Left);
        var b = f.Buffer("b", spec.Right);
        var outer = GemmOuter.Declare(f, spec.Outer);
        var block = spec.IsBlocked ? f.Size("block") : null;
        var kept = spec.IsBlocked ? f.Buffer("kept", spec.Kept, Access.ReadWrite) : null;
        var epilogue = new FusionBinding(f, spec.Epilogue, outerDimensions: spec.Outer + (spec.AreRowsApart ? spec.Dimensions : 1));

        var rowTiles = f.Let(walk.RowTiles(), "rowTiles");
        var panels = (n + (spec.Width - 1)) / spec.Width;
        var tilesOfOne = spec.Outer == 0 ? null : f.Let(rowTiles * panels, "tilesOfOne");
        var inner = spec.Group is null ? rowTiles : f.Let(panels, "panels");
        if (block is null) f.Tiles(tile => Tile(tile, 0, walk.Outermost));
        else
            f.For(
                0, walk.Outermost, block,
                from => f.Tiles(tile => Tile(tile, from, f.Let(Min(from + block, walk.Outermost), "to"))), "block");

        void Tile(Expr tile, Expr from, Expr to)
        {
            var (one, within) = outer.Locate(tile, tilesOfOne);
            var isAcross = spec.Group is not null;
            var quotient = f.Let(within / inner, isAcross ? "rowTile" : "panel");
            var rest = f.Let(within - (quotient * inner), isAcross ? "panel" : "rowTile");
            var (rowTile, panel) = isAcross ? (quotient, rest) : (rest, quotient);
            var column = f.Let(panel * spec.Width, "column");
            var left = outer.Left(a, one);
            if (spec.Group is { } group) left = f.Let(left + group.Begin(column), "a");
            var rows = walk.Rows(left, rowTile);
            var start = spec.IsPacked ? walk.Outermost * walk.StepsWithin * column : column;
            var right = f.Let(outer.Right(b, one) + ((from * walk.StepsWithin * spec.Inputs * bDepth) + start), "right");
            var sum = Zeros(f, spec);
            var place = kept is null ? null : f.Let(kept + (tile * spec.TileElements), "kept");
            if (place is not null) f.If(from > 0, () => EachSum((r, c, at) => f.Set(sum[r, c], LoadVector(place, at))));
            Accumulate(f, spec, walk, rows, right, bDepth, sum, from, to);
            if (place is not null) f.If(to < walk.Outermost, () => EachSum((r, c, at) => f.Store(place, sum[r, c], at)), FinishTile);
            else FinishTile();

            void EachSum(Action<int, int, int> action)
            {
                for (var r = 0; r < spec.Rows; r++)
                    for (var c = 0; c < spec.Columns; c++)
                        action(r, c, ((r * spec.Columns) + c) * spec.Target.Lanes);
            }

            void FinishTile()
            {
                if (spec.Epilogue.Weight * spec.Rows * spec.Columns > HeaviestUnguarded) Finish(isWhole: false);
                else
                    f.If(
                        rows.AreAllStored(spec.Rows) & (column + spec.Width <= n),
                        () => Finish(isWhole: true), () => Finish(isWhole: false));
            }

            void Finish(bool isWhole)
            {
                var (begin, placeOf) = (spec.AreRowsApart ? rows.Places : new EvenRows(rows.First)).In(epilogue, one);
                var shared = Enumerable.Range(0, spec.Columns).Select(_ => new Dictionary<int, Expr>()).ToArray();
                for (var c = 0; c < spec.Columns; c++) epilogue.Preload(begin, column + (c * spec.Target.Lanes), shared[c]);
                for (var r = 0; r < spec.Rows; r++)
                {
                    var index = r;
                    if (isWhole) FinishRow(index);
                    else f.If(rows.IsStored(index), () => FinishRow(index));
                }

                Expr IndexOf(int r, Expr at) => Splat.Of(ToI32(epilogue.Index([.. one, rows.First + r], at))) + new LaneIndex();

                void FinishRow(int r)
                {
                    var place = placeOf(r);
                    for (var c = 0; c < spec.Columns; c++)
                    {
                        var at = f.Name(column + (c * spec.Target.Lanes), "at");
                        epilogue.Apply(place, at, [sum[r, c]], isWhole ? null : n - at, () => IndexOf(r, at), shared[c]);
                    }
                }
            }
        }
    });

    private static Local[,] Zeros(KernelBuilder f, GemmSpec spec)
    {
        var sum = new Local[spec.Rows, spec.Columns];
        for (var r = 0; r < spec.Rows; r++)
            for (var c = 0; c < spec.Columns; c++)
                sum[r, c] = f.Let(Splat.Of(Constant.Of(spec.Accumulator, 0)), "sum");
        return sum;
    }

    /// <summary>Adds the products of one tile and one block.</summary>
    private static void Accumulate(
        KernelBuilder f, GemmSpec spec, PatchWalk walk, TileRows rows, Local right, Expr bDepth, Local[,] sum, Expr from, Expr to)
    {
        walk.Depth(from, to, k =>
        {
            if (spec.Group is { } group)
            {
                AddGroups(group, rows.At(k));
                return;
            }

            var values = new Local[spec.Columns];
            for (var c = 0; c < spec.Columns; c++) values[c] = Value(c);
            var left = rows.At(k);
            for (var r = 0; r < spec.Rows; r++)
            {
                var (pointer, offset) = left(r);
                Expr factor = Splat.Of(LoadScalar(pointer, offset));
                if (spec.Columns > 1) factor = f.Let(factor, "a");
                for (var c = 0; c < spec.Columns; c++) Add(r, c, factor, values[c]);
            }

            f.Set(right, right + bDepth);
        });

        // Each factor is for one sum, so that the vectors of B can come one after the other.
        void AddGroups(GemmGroup group, Func<int, (Expr Pointer, int Offset)> left)
        {
            for (var input = 0; input < group.Inputs; input++)
            {
                for (var c = 0; c < spec.Columns; c++)
                {
                    var value = Value(c);
                    for (var r = 0; r < spec.Rows; r++)
                    {
                        var (pointer, offset) = left(r);
                        Add(r, c, group.Factor(f.Lanes, pointer, offset, c, input), value);
                    }
                }

                f.Set(right, right + bDepth);
            }
        }

        Local Value(int c) => f.Let(LoadVector(right, c * spec.Target.Lanes), "b");

        void Add(int r, int c, Expr factor, Local value)
        {
            var before = sum[r, c];
            f.Set(before, spec.Together switch
            {
                4 => Dot4(before, factor, value),
                2 => Dot2(before, factor, value),
                _ when spec.Accumulator.IsFloat() => Fma(factor, value, before),
                _ => (factor * value) + before,
            });
        }
    }
}
