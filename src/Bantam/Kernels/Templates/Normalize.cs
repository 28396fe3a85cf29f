using Bantam.Tensors;
using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Templates;

/// <summary>
/// The elements of each row less their mean, divided by their standard deviation; or divided by the root of their mean square. A tile
/// is a row, which is read again from the nearest cache. Sizes: rows, columns, then a row stride for each tensor of the epilogue.
/// </summary>
public static class Normalize
{
    /// <summary>The kernel.</summary>
    public static Kernel Kernel(NormalizeSpec spec) => Kernels.Kernel.Define("normalize", spec.Target, f =>
    {
        f.Size("rows");
        var columns = f.Size("columns");
        var x = f.Buffer("x", ElementType.Float);
        var epilogue = new FusionBinding(f, spec.Epilogue, outerDimensions: 1);
        f.Tiles(row =>
        {
            var source = f.Let(x + (row * columns), "source");
            var count = f.Let(ToF32(ToI32(columns)), "count");
            var mean = spec.IsCentred ? f.Let(Splat.Of(Reduction.Sum.Row(f, ElementType.Float, columns, Element) / count), "mean") : null;
            var squares = Reduction.Sum.Row(f, ElementType.Float, columns, column =>
            {
                var centred = f.Let(Centred(column), "centred");
                return centred * centred;
            });
            var deviation = f.Let(Splat.Of(Sqrt((squares / count) + spec.Epsilon)), "deviation");

            var place = epilogue.At(row);
            var whole = f.Let(columns / f.Lanes * f.Lanes, "whole");
            f.For(0, whole, f.Lanes, column => Finish(column, null));
            if (f.Lanes > 1) f.If(whole < columns, () => Finish(whole, columns - whole));

            Expr Element(Expr column) => LoadVector(source + column);

            Expr Centred(Expr column) => mean is null ? Element(column) : Element(column) - mean;

            void Finish(Expr column, Expr? part)
            {
                var result = f.Let(Centred(column) / deviation, "result");
                epilogue.Apply(place, column, [result], part, () => Splat.Of(ToI32((row * columns) + column)) + new LaneIndex());
            }
        });
    });
}
