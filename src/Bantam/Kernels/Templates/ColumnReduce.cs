namespace Bantam.Kernels.Templates;

/// <summary>
/// Folds the middle axis of [outer, depth, columns]; the columns are the vector axis. Rows are folded in ascending order, in blocks
/// whose folds are folded in ascending order. A tile is some columns of one outer index. Sizes: outer, depth, columns, then strides
/// along outer and depth for each tensor of the prologue and along outer for each of the epilogue.
/// </summary>
public static class ColumnReduce
{
    /// <summary>The kernel.</summary>
    public static Kernel Kernel(ColumnReduceSpec spec) => Kernels.Kernel.Define($"column-reduce {spec.Columns}", spec.Target, f =>
    {
        f.Size("outer");
        var (depth, columns) = (f.Size("depth"), f.Size("columns"));
        var prologue = new FusionBinding(f, spec.Prologue, outerDimensions: 2, "from_");
        var epilogue = new FusionBinding(f, spec.Epilogue, outerDimensions: 1);
        var panels = f.Let((columns + (spec.Width - 1)) / spec.Width, "panels");
        f.Tiles(tile =>
        {
            var outer = f.Let(tile / panels, "outer");
            var start = f.Let((tile - (outer * panels)) * spec.Width, "start");
            var at = Enumerable.Range(0, spec.Columns).Select(c => f.Name(start + (c * f.Lanes), "column")).ToArray();
            var total = at.Select(_ => f.Let(Splat.Of(spec.Reduction.Identity(spec.Element)), "total")).ToArray();
            f.For(0, depth, ColumnReduceSpec.Block, block =>
            {
                var part = at.Select(_ => f.Let(Splat.Of(spec.Reduction.Identity(spec.Element)), "part")).ToArray();
                f.For(block, f.Let(Ops.Min(block + ColumnReduceSpec.Block, depth), "end"), 1, row =>
                {
                    var source = prologue.At(outer, row);
                    for (var c = 0; c < at.Length; c++)
                    {
                        var column = at[c];
                        var value = prologue.Compute(
                            source, column, [],
                            () => Splat.Of(Ops.ToI32((((outer * depth) + row) * columns) + column)) + new LaneIndex())[0];
                        f.Set(part[c], Binary.Of(spec.Reduction.Op, part[c], value));
                    }
                });
                for (var c = 0; c < at.Length; c++) f.Set(total[c], Binary.Of(spec.Reduction.Op, total[c], part[c]));
            });
            var place = epilogue.At(outer);
            for (var c = 0; c < at.Length; c++)
            {
                var column = at[c];
                epilogue.Apply(
                    place, column, [total[c]], columns - column,
                    () => Splat.Of(Ops.ToI32((outer * columns) + column)) + new LaneIndex());
            }
        });
    });
}
