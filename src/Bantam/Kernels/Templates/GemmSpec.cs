using Bantam.Kernels.Functions;
using Bantam.Tensors;

namespace Bantam.Kernels.Templates;

/// <summary>What distinguishes one matrix product kernel from another.</summary>
/// <param name="Target">What it is for.</param>
/// <param name="Rows">Rows of a tile.</param>
/// <param name="Columns">Vectors of a tile; a tile keeps Rows × Columns accumulators in registers.</param>
/// <param name="Epilogue">What is done with each element before it is stored; its first parameter is the element.</param>
/// <param name="Walk">How the left factor is walked.</param>
/// <param name="IsBlocked">
/// Whether the depth is walked in blocks that fit the cache, each over all tiles, with the sums kept in memory in between. A sum goes
/// on where it stopped, so blocks do not change a bit of the result.
/// </param>
/// <param name="RowStep">
/// The elements of the left factor from one row to the next, where each tile is a part of one <see cref="GemmLine"/>; null where its
/// rows lie anywhere.
/// </param>
public sealed record GemmSpec(
    Target Target, int Rows, int Columns, Fusion Epilogue, GemmWalk Walk = GemmWalk.Matrix, bool IsBlocked = false, int? RowStep = null)
{
    /// <summary>Independent sums that keep two units busy, each of which takes four cycles for a multiply-add.</summary>
    private const int EnoughSums = 8;

    /// <summary>Tiles of which it matters little that the last one is nearly empty.</summary>
    private const int ManyTiles = 4;

    /// <summary>So few rows are in one tile, which has more vectors of each then.</summary>
    private const int MostOfFew = EnoughSums / 3;

    /// <summary>How many dimensions the rows of <see cref="GemmWalk.Patches"/> have, and the depth: one more than an image.</summary>
    public int Dimensions { get; init; } = 3;

    /// <summary>The groups of columns that have values of the left factor to themselves; null where all columns share them.</summary>
    public GemmGroup? Group { get; init; }

    /// <summary>How many elements of the depth there are at one place of the walk.</summary>
    internal int Inputs => Group?.Inputs ?? 1;

    /// <summary>The sizes of the depth where all its steps are written out; null where loops are.</summary>
    public Ints? Taps { get; init; }

    /// <summary>How many outer dimensions there are, over which the product is repeated on other factors.</summary>
    public int Outer { get; init; }

    /// <summary>
    /// Whether the tensors of the epilogue have a stride for each of the <see cref="Dimensions"/> of the rows, so that they may be parts of
    /// others; else one from row to row.
    /// </summary>
    public bool AreRowsApart { get; init; }

    /// <summary>
    /// Whether the rows of a tile that knows no line to lie in are in one line or in two that come one after the other; else they may be
    /// in any number of lines.
    /// </summary>
    public bool IsCrossing { get; init; }

    /// <summary>Whether the right factor lies panel after panel, each as wide as a tile and as long as the depth.</summary>
    public bool IsPacked { get; init; }

    /// <summary>
    /// How many elements of the depth are multiplied in one step: 1, or as many as are one element Int32 of both factors, 2 of 16 bits or
    /// 4 of 8, of which those of the left factor are unsigned. Of the right factor they are those of one column.
    /// </summary>
    public int Together { get; init; } = 1;

    /// <summary>The element type of the left factor.</summary>
    public ElementType Left { get; init; } = ElementType.Float;

    /// <summary>The element type of the right factor.</summary>
    public ElementType Right { get; init; } = ElementType.Float;

    /// <summary>What sums are computed in.</summary>
    public KernelType Accumulator => KernelTypes.Of(Left);

    /// <summary>What sums are kept as in between blocks.</summary>
    public ElementType Kept => Accumulator switch
    {
        KernelType.F64 => ElementType.Double,
        KernelType.I64 => ElementType.Int64,
        KernelType.I32 => ElementType.Int32,
        _ => ElementType.Float,
    };

    /// <summary>The most rows for each of which there is a register with a pointer.</summary>
    private const int MostPointers = 6;

    /// <summary>The part of the time in lines that tiles across them may take, which begin more slowly.</summary>
    private const double Worth = 0.97;

    /// <summary>Rounding a vector of sums to small floats takes so much code that tiles of more are longer than writers take.</summary>
    private const int MostVectorsOfSmallFloats = 24;

    /// <summary>A register for products before they are added.</summary>
    private const int KeptByDots = 1;

    /// <summary>Text that is equal for equal kernels.</summary>
    public string Key =>
        $"gemm {Rows}x{Columns} {Walk} {Group} {Taps} {Dimensions} {Outer} {AreRowsApart} {RowStep} {IsCrossing} {IsBlocked} {IsPacked} "
        + $"{Together} {Left} {Right} {Epilogue.Key}";

    /// <summary>Elements of a tile with all its lanes, which is what a blocked product keeps in memory for each.</summary>
    public int TileElements => Rows * Width;

    /// <summary>Columns of a tile in elements.</summary>
    public int Width => Columns * Target.Lanes;

    /// <summary>
    /// The tile for a product of this size. The registers hold the accumulators, one vector of B a column and one of A; as many
    /// rows as that leaves, evened out so that the last tile is not nearly empty; one column where the result has no more, and then
    /// twice the rows if they lie in a line. Tiles go on across lines that fill theirs badly. Of few rows more columns, which are also
    /// longer pieces of memory to read B in, but no more than B may be read past its end. Without rows the tile is that of one.
    /// </summary>
    public static GemmSpec For(
        Target target, Dimension m, Dimension n, Fusion epilogue, GemmWalk walk = GemmWalk.Matrix, GemmLine? line = null,
        int together = 1, GemmGroup? group = null)
    {
        if (m.Decide(rows => rows <= MostOfFew) && n.Decide(count => count > 2 * target.Lanes))
        {
            var few = Math.Max(m.Size, 1);
            return new GemmSpec(target, few, n.Decide(count => ColumnsOfFew(target, few, count)), epilogue, walk);
        }

        // Values of groups are needed once each, so that one vector of B at a time is enough.
        var columns = n.Decide(count => VectorsOfTile(count, target.Lanes));
        var most = (target.Registers - 1 - (group is null ? columns : 1) - (together > 1 ? KeptByDots : 0)) / columns;
        if (epilogue.Outputs.Any(o => SmallFloats.Has(o.Storage))) most = Math.Min(most, MostVectorsOfSmallFloats / columns);
        if (line is { Step.IsKnown: true } && line.Length != 0)
        {
            var rows = RowsOf(line.Length, most);
            if (group is null && RowsAcross(m, line.Length, rows, Math.Min(most, MostPointers), columns) is { } across)
                return new GemmSpec(target, across, columns, epilogue, walk);
            if (rows * columns >= EnoughSums) return new GemmSpec(target, rows, columns, epilogue, walk, RowStep: line.Step.Size);
        }

        return new GemmSpec(target, Math.Max(RowsOf(m, Math.Min(most, MostRows(target))), 1), columns, epilogue, walk);
    }

    /// <summary>The vectors of a tile that has rows too: two, or three where they leave fewer lanes of the last panel empty.</summary>
    private static int VectorsOfTile(int n, int lanes)
    {
        if (n <= lanes) return 1;
        return Padded(3) < Worth * Padded(2) ? 3 : 2;

        int Padded(int columns) => (n + (columns * lanes) - 1) / (columns * lanes) * columns;
    }

    /// <summary>
    /// The vectors of a tile that has all rows of a product. Two panels at least, where they have enough sums still, so that two threads
    /// can share them.
    /// </summary>
    private static int ColumnsOfFew(Target target, int rows, int n)
    {
        var vectors = (n + target.Lanes - 1) / target.Lanes;
        var panels = Math.Max(((vectors * rows) + EnoughSums - 1) / EnoughSums, vectors * rows < EnoughSums ? 1 : 2);
        var columns = (vectors + panels - 1) / panels;
        while (Beyond(columns * target.Lanes) > Load.ReadableBehind) columns--;
        return columns;

        int Beyond(int width) => ((n + width - 1) / width * width) - n;
    }

    /// <summary>
    /// The rows of tiles that go on across lines; null where they take as long as those within. Where it is open how many rows there are
    /// in all there are many.
    /// </summary>
    private static int? RowsAcross(Dimension all, Dimension length, int within, int most, int columns)
    {
        if (!length.IsKnown || most * columns <= EnoughSums) return null;
        var timeOfLine = Worth * Time(length.Size, within);
        if (!all.IsKnown) return (most + 1) * length.Size < timeOfLine * most ? most : null;
        var best = Enumerable.Range(1, most).Where(rows => rows * columns > EnoughSums).MinBy(rows => Time(all.Size, rows));
        return Time(all.Size, best) < all.Size / length.Size * timeOfLine ? best : null;
    }

    /// <summary>
    /// The rows of a tile for so many in all. Of a number that is not the only one, and of which a last tile is a small part, the most,
    /// so that all such numbers have one plan.
    /// </summary>
    private static int RowsOf(Dimension all, int most) =>
        all.IsKnown ? Evened(all.Size, most) : all.Decide(rows => rows >= ManyTiles * most ? most : Evened(rows, most));

    /// <summary>The fewest rows with which no more tiles are needed.</summary>
    private static int Evened(int rows, int most)
    {
        if (rows == 0) return 0;
        var tiles = (rows + most - 1) / most;
        return (rows + tiles - 1) / tiles;
    }

    /// <summary>The time of all tiles, in rows: in each the vectors of B are loaded, which takes about as long as a row.</summary>
    private static int Time(int rows, int ofTile) => (rows + ofTile - 1) / ofTile * (ofTile + 1);

    /// <summary>The most vectors that a tile has.</summary>
    public static int MostVectors(Target target) => target.Registers - 2;

    private static int MostRows(Target target) => target.Registers >= 32 ? 12 : 6;

    /// <summary>How many tiles one product of this size has.</summary>
    /// <param name="m">Rows.</param>
    /// <param name="n">Columns.</param>
    /// <param name="line">The length of a line; null if all rows are one.</param>
    public Dimension Tiles(Dimension m, Dimension n, GemmLine? line = null)
    {
        var panels = (n + Width - 1) / Width;
        if (RowStep is null || line is null || line.Length == 0) return (m + Rows - 1) / Rows * panels;
        return m / line.Length * ((line.Length + Rows - 1) / Rows) * panels;
    }
}
