using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Templates;

/// <summary>How a matrix product steps through its left factor: from row to row of a tile, and along the depth.</summary>
internal abstract class PatchWalk(KernelBuilder f, GemmSpec spec, Expr m)
{
    /// <summary>The kernel that is written.</summary>
    protected KernelBuilder F => f;

    /// <summary>What is written.</summary>
    protected GemmSpec Spec => spec;

    /// <summary>The number of rows.</summary>
    protected Expr M => m;

    /// <summary>Declares the sizes that a walk takes.</summary>
    public static PatchWalk Declare(KernelBuilder f, GemmSpec spec, Expr m) =>
        spec.Walk == GemmWalk.Matrix ? new Matrix(f, spec, m) : new Patches(f, spec, m);

    private Local[] RowSizes() => [.. Enumerable.Range(1, Spec.Dimensions - 1).Select(d => F.Size($"m{d}_"))];

    /// <summary>How many tiles lie one below the other.</summary>
    public virtual Expr RowTiles() => (M + (Spec.Rows - 1)) / Spec.Rows;

    /// <summary>The rows of a tile.</summary>
    /// <param name="a">The left factor.</param>
    /// <param name="tile">Which of <see cref="RowTiles"/>.</param>
    public TileRows Rows(Expr a, Expr tile) =>
        Spec.RowStep is { } step ? Line(a, tile, step)
        : Spec.IsCrossing ? Crossing(a, tile)
        : Scattered(a, F.Let(tile * Spec.Rows, "row"));

    /// <summary>The size of the depth's outermost dimension, which blocks are parts of.</summary>
    public abstract Expr Outermost { get; }

    /// <summary>How many steps of the depth one of the outermost dimension takes.</summary>
    public abstract Expr StepsWithin { get; }

    /// <summary>A loop over a part of the outermost dimension and all of the others, with the offset from a row's pointer.</summary>
    public abstract void Depth(Expr from, Expr to, Action<Expr> body);

    /// <summary>The rows where each has a pointer; those past the last one are the last one again.</summary>
    protected abstract TileRows Scattered(Expr a, Local row);

    /// <summary>
    /// The rows where they are at equal distances. The last tile of a line begins early instead of ending late, and does not store the
    /// rows that the one before it has.
    /// </summary>
    protected abstract TileRows Line(Expr a, Expr tile, int step);

    /// <summary>The rows where they are those of one line or two.</summary>
    protected abstract TileRows Crossing(Expr a, Expr tile);

    /// <summary>The first of the rows of a tile that begins early rather than late, and how many of them another one stores.</summary>
    private (Local Row, Local Done) Overlapping(Expr tile)
    {
        var planned = F.Let(tile * Spec.Rows, "planned");
        var row = F.Let(Min(planned, M - Spec.Rows), "row");
        return (row, F.Let(planned - row, "done"));
    }

    private sealed class Matrix : PatchWalk
    {
        private readonly Local _stride;
        private readonly Local _step;

        /// <summary>Where the rows of other tensors lie apart the sizes of their dimensions but the first.</summary>
        private readonly Local[] _rowSizes;

        public Matrix(KernelBuilder f, GemmSpec spec, Expr m)
            : base(f, spec, m)
        {
            Outermost = f.Size("k");
            _stride = f.Size("aRow");
            _step = f.Size("aDepth");
            _rowSizes = spec.AreRowsApart ? RowSizes() : [];
        }

        public override Expr Outermost { get; }

        public override Expr StepsWithin => 1;

        public override void Depth(Expr from, Expr to, Action<Expr> body) => F.For(from * _step, to * _step, _step, body, "k");

        protected override TileRows Scattered(Expr a, Local row)
        {
            var left = Enumerable.Range(0, Spec.Rows).Select(r => F.Let(a + (Min(row + r, M - 1) * _stride), "left"));
            return new ScatteredRows(row, Spec.AreRowsApart ? new NumberedRows(row, Indices) : new EvenRows(row), M, [.. left]);
        }

        protected override TileRows Crossing(Expr a, Expr tile)
        {
            var (row, done) = Overlapping(tile);
            var left = Enumerable.Range(0, Spec.Rows).Select(r => F.Let(a + ((row + r) * _stride), "left"));
            return new RowsOfTwoLines(row, Places(row), done, [.. left]);
        }

        private Expr[] Indices(Expr number) => F.Digits(number, _rowSizes);

        private RowPlaces Places(Expr row) => !Spec.AreRowsApart ? new EvenRows(row)
            : Spec.IsCrossing ? new CrossingRows(F, Indices(row), _rowSizes)
            : new NumberedRows(row, Indices);

        protected override TileRows Line(Expr a, Expr tile, int step)
        {
            var (row, done) = Overlapping(tile);
            return new LineOfRows(F, row, Places(row), done, F.Let(a + (row * step), "left"), step);
        }
    }

    private sealed class Patches : PatchWalk
    {
        /// <summary>Of all dimensions but the outermost.</summary>
        private readonly Local[] _rowSizes;
        private readonly Local[] _rowStrides;
        private readonly Local[] _depthSizes;
        private readonly Local[] _depthStrides;

        public Patches(KernelBuilder f, GemmSpec spec, Expr m)
            : base(f, spec, m)
        {
            _rowSizes = RowSizes();
            _rowStrides = [.. Enumerable.Range(0, spec.Dimensions).Select(d => f.Size($"a{d}_"))];
            _depthSizes = [.. Enumerable.Range(0, spec.Dimensions).Select(d => f.Size($"k{d}_"))];
            _depthStrides = [.. Enumerable.Range(0, spec.Dimensions).Select(d => f.Size($"s{d}_"))];
        }

        public override Expr Outermost => _depthSizes[0];

        public override Expr StepsWithin => _depthSizes.Skip(1).Aggregate((Expr)1, (product, size) => product * size);

        private Local LineLength => _rowSizes[^1];

        public override Expr RowTiles() => Spec.RowStep is null ? base.RowTiles() : M / LineLength * TilesOfLine();

        private Expr TilesOfLine() => (LineLength + (Spec.Rows - 1)) / Spec.Rows;

        protected override TileRows Line(Expr a, Expr tile, int step)
        {
            var tiles = F.Let(TilesOfLine(), "tiles");
            var line = F.Let(tile / tiles, "line");
            var planned = F.Let((tile - (line * tiles)) * Spec.Rows, "planned");
            var within = F.Let(Min(planned, LineLength - Spec.Rows), "within");
            var outer = F.Digits(line, _rowSizes[..^1]);
            var left = F.Let(a + (TileIndices.Offset(outer, _rowStrides) + (within * step)), "left");
            var (row, done) = (F.Let((line * LineLength) + within, "row"), F.Let(planned - within, "done"));
            return new LineOfRows(F, row, new RowsOfLine([.. outer, within]), done, left, step);
        }

        protected override TileRows Crossing(Expr a, Expr tile)
        {
            var (row, done) = Overlapping(tile);
            var indices = F.Digits(row, _rowSizes);
            var places = new CrossingRows(F, indices, _rowSizes);
            var first = F.Let(a + TileIndices.Offset(indices, _rowStrides), "left");
            var distance = places.Distances(_rowStrides);
            var left = Enumerable.Range(0, Spec.Rows).Select(r => F.Let(first + distance(r), "left"));
            return new RowsOfTwoLines(row, places, done, [.. left]);
        }

        /// <summary>The first row by division, the others by stepping on and carrying over as an odometer does.</summary>
        protected override TileRows Scattered(Expr a, Local row)
        {
            var indices = F.Digits(row, _rowSizes);
            var carries = _rowSizes.Select((size, d) => F.Let(_rowStrides[d] - (size * _rowStrides[d + 1]), "carry")).ToArray();
            var rows = new Local[Spec.Rows];
            rows[0] = F.Let(a + TileIndices.Offset(indices, _rowStrides), "left");
            for (var r = 1; r < rows.Length; r++)
            {
                var next = F.Let(rows[r - 1] + Constant.Of(0), "left");
                F.If(row + r < M, () =>
                {
                    F.Set(next, next + _rowStrides[^1]);
                    StepOn(next, _rowSizes.Length);
                });
                rows[r] = next;
            }

            return new ScatteredRows(row, new NumberedRows(row, number => F.Digits(number, _rowSizes)), M, rows);

            void StepOn(Local next, int dimension)
            {
                if (dimension == 0) return;
                var index = (Local)indices[dimension];
                F.Set(index, index + 1);
                F.If(Equal(index, _rowSizes[dimension - 1]), () =>
                {
                    F.Set(next, next + carries[dimension - 1]);
                    F.Set(index, Constant.Of(0));
                    StepOn(next, dimension - 1);
                });
            }
        }

        public override void Depth(Expr from, Expr to, Action<Expr> body)
        {
            if (Spec.Taps is { } taps)
            {
                F.EachTap([.. taps.Select(size => (Expr)size)], tap => body(F.Let(TileIndices.Offset(tap, _depthStrides), "k")));
                return;
            }

            var run = F.Let(_depthSizes[^1] * _depthStrides[^1], "run");
            F.For(from, to, 1, k0 => Within([k0]));

            void Within(Expr[] outer)
            {
                if (outer.Length < Spec.Dimensions - 1)
                {
                    F.For(_depthSizes[outer.Length], k => Within([.. outer, k]));
                    return;
                }

                var start = F.Let(TileIndices.Offset(outer, _depthStrides), "start");
                F.For(start, start + run, _depthStrides[^1], body, "k");
            }
        }
    }
}
