using Bantam.Tensors;
using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Templates;

/// <summary>
/// Exchanges the last two axes of [batch, rows, columns] of elements that take four bytes. A tile is as many rows as a vector has
/// lanes, and a part of the columns. Sizes: batch, rows, columns.
/// </summary>
/// <remarks>
/// Of Lanes rows and four columns at a time: vector j takes the four columns of rows j, j + 4, j + 8, … as its groups, so that group
/// g holds row 4g + j. Transposing the 4x4 blocks that the groups of four vectors form leaves, in vector i, column i of all the rows
/// in order: one contiguous store each. Where all rows are in one vector, its stores come one behind the other: what one writes past the
/// rows the next one replaces, so that only the last ones need a count.
/// </remarks>
public static class MatrixTranspose
{
    private const int Block = 4;

    /// <summary>Columns of a tile, so that threads can share few rows.</summary>
    private const int Part = 4096;

    /// <summary>How many tiles there are.</summary>
    public static Dimension Tiles(Target target, Dimension batch, Dimension rows, Dimension columns) =>
        batch * ((rows + target.Lanes - 1) / target.Lanes) * ((columns + Part - 1) / Part);

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
        var parts = f.Let((columns + (Part - 1)) / Part, "parts");
        f.Tiles(tile =>
        {
            var block = f.Let(tile / parts, "block");
            var from = f.Let((tile - (block * parts)) * Part, "from");
            var to = f.Let(Min(from + Part, columns), "to");
            var batch = f.Let(block / blocks, "batch");
            var row = f.Let((block - (batch * blocks)) * f.Lanes, "row");
            var source = f.Let(input + (batch * rows * columns), "source");
            var place = f.Let(output + ((batch * rows * columns) + row), "place");
            if (f.Lanes == 1)
            {
                f.For(from, to, 1, column => f.Store(place + (column * rows), LoadScalar(source + ((row * columns) + column))));
                return;
            }

            // Past this column vectors are stored in part.
            var count = f.Let(rows - row, "count");
            var replaced = to - ((f.Lanes - 1) / rows);
            var whole = f.Let(Select(f.Lanes <= count, to, Select(rows <= f.Lanes, replaced, Constant.Of(0))), "whole");
            Exchange(f, source, place, (row, rows), columns, (from, whole, to));
        });
    });

    private static void Exchange(
        KernelBuilder f, Expr source, Expr place, (Expr First, Expr All) rows, Expr columns, (Expr From, Expr Whole, Expr To) part)
    {
        // Rows past the last one read it again; their lanes are not stored.
        var lines = Enumerable.Range(0, f.Lanes)
            .Select(r => f.Let(source + (Min(rows.First + r, rows.All - 1) * columns), "line"))
            .ToArray();
        var count = rows.All - rows.First;
        f.For(part.From, part.To, Block, column =>
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
            var target = f.Let(place + (column * rows.All), "target");
            f.If(column + Block <= part.Whole, () => StoreAll(null), () => StoreAll(count));

            void StoreAll(Expr? lanes)
            {
                for (var i = 0; i < Block; i++)
                {
                    var vector = turned[i];
                    var offset = i;
                    if (lanes is null) f.Store(target + (rows.All * offset), vector);
                    else f.If(column + offset < part.To, () => f.Store(target + (rows.All * offset), vector, 0, lanes));
                }
            }
        });

        IEnumerable<Local> Group(int j) => Enumerable.Range(0, f.Lanes / Block).Select(g => lines[(Block * g) + j]);
    }
}
