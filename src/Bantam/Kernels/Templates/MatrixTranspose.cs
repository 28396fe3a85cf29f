using Bantam.Tensors;
using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Templates;

/// <summary>
/// Exchanges the last two axes of [batch, rows, columns] of elements that take four bytes. A tile is as many rows as a vector has
/// lanes. Sizes: batch, rows, columns.
/// </summary>
/// <remarks>
/// Of Lanes rows and four columns at a time: vector j takes the four columns of rows j, j + 4, j + 8, … as its groups, so that group
/// g holds row 4g + j. Transposing the 4x4 blocks that the groups of four vectors form leaves, in vector i, column i of all the rows
/// in order: one contiguous store each.
/// </remarks>
public static class MatrixTranspose
{
    private const int Block = 4;

    /// <summary>How many tiles there are.</summary>
    public static Dimension Tiles(Target target, Dimension batch, Dimension rows) => batch * ((rows + target.Lanes - 1) / target.Lanes);

    /// <summary>The kernel.</summary>
    /// <param name="target">What it is for.</param>
    /// <param name="storage">The type that elements are moved as.</param>
    public static Kernel Kernel(Target target, ElementType storage) => Kernels.Kernel.Define("transpose", target, f =>
    {
        f.Size("batch");
        var (rows, columns) = (f.Size("rows"), f.Size("columns"));
        var input = f.Buffer("input", storage);
        var output = f.Buffer("output", storage, Access.Write);
        var blocks = f.Let((rows + (f.Lanes - 1)) / f.Lanes, "blocks");
        f.Tiles(tile =>
        {
            var batch = f.Let(tile / blocks, "batch");
            var row = f.Let((tile - (batch * blocks)) * f.Lanes, "row");
            var source = f.Let(input + (batch * rows * columns), "source");
            var place = f.Let(output + ((batch * rows * columns) + row), "place");
            if (f.Lanes == 1) f.For(columns, column => f.Store(place + (column * rows), LoadScalar(source + ((row * columns) + column))));
            else Exchange(f, source, place, row, rows, columns);
        });
    });

    private static void Exchange(KernelBuilder f, Expr source, Expr place, Expr row, Expr rows, Expr columns)
    {
        // Rows past the last one read it again; their lanes are not stored.
        var lines = Enumerable.Range(0, f.Lanes).Select(r => f.Let(source + (Min(row + r, rows - 1) * columns), "line")).ToArray();
        var count = f.Let(rows - row, "count");
        f.For(0, columns, Block, column =>
        {
            var loaded = Enumerable.Range(0, Block)
                .Select(j => f.Let(new LoadGroups([.. Group(j).Select(line => line + column)]), "loaded"))
                .ToArray();
            var low0 = f.Let(new Zip(pairs: false, high: false, loaded[0], loaded[1]), "zip");
            var low1 = f.Let(new Zip(pairs: false, high: false, loaded[2], loaded[3]), "zip");
            var high0 = f.Let(new Zip(pairs: false, high: true, loaded[0], loaded[1]), "zip");
            var high1 = f.Let(new Zip(pairs: false, high: true, loaded[2], loaded[3]), "zip");
            Expr[] turned =
            [
                new Zip(pairs: true, high: false, low0, low1), new Zip(pairs: true, high: true, low0, low1),
                new Zip(pairs: true, high: false, high0, high1), new Zip(pairs: true, high: true, high0, high1),
            ];
            var target = f.Let(place + (column * rows), "target");
            f.If((column + Block <= columns) & (count >= f.Lanes), () => StoreAll(null), () => StoreAll(count));

            void StoreAll(Expr? lanes)
            {
                for (var i = 0; i < Block; i++)
                {
                    var vector = turned[i];
                    var offset = i;
                    if (lanes is null) f.Store(target + (rows * offset), vector);
                    else f.If(column + offset < columns, () => f.Store(target + (rows * offset), vector, 0, lanes));
                }
            }
        });

        IEnumerable<Local> Group(int j) => Enumerable.Range(0, f.Lanes / Block).Select(g => lines[(Block * g) + j]);
    }
}
