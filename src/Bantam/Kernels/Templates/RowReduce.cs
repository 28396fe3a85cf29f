namespace Bantam.Kernels.Templates;

/// <summary>
/// Folds each row of a matrix to one element; a tile is a row. Sizes: rows, columns, then a row stride for each tensor of the
/// prologue and of the epilogue.
/// </summary>
public static class RowReduce
{
    /// <summary>The kernel.</summary>
    public static Kernel Kernel(RowReduceSpec spec) => Kernels.Kernel.Define("row-reduce", spec.Target, f =>
    {
        f.Size("rows");
        var columns = f.Size("columns");
        var prologue = new FusionBinding(f, spec.Prologue, outerDimensions: 1, "from_");
        var epilogue = new FusionBinding(f, spec.Epilogue, outerDimensions: 1);
        f.Tiles(row =>
        {
            var source = prologue.At(row);
            var fold = spec.Reduction.Row(f, spec.Element, columns, column =>
                prologue.Compute(source, column, [], () => Splat.Of(Ops.ToI32((row * columns) + column)) + new LaneIndex())[0]);
            epilogue.Apply(epilogue.At(row), 0, [Splat.Of(fold)], 1, () => Splat.Of(Ops.ToI32(row)));
        });
    });
}
