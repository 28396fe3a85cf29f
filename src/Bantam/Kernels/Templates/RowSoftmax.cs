using Bantam.Tensors;
using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Templates;

/// <summary>
/// The softmax of each row, or its logarithm: the largest element, the sum of eˣ⁻ᵐᵃˣ, then the results. A tile is a row. Sizes:
/// rows, columns, then a row stride for each tensor of the epilogue.
/// </summary>
public static class RowSoftmax
{
    /// <summary>The kernel.</summary>
    public static Kernel Kernel(RowSoftmaxSpec spec) => Kernels.Kernel.Define(spec.IsLogarithm ? "log-softmax" : "softmax", spec.Target, f =>
    {
        f.Size("rows");
        var columns = f.Size("columns");
        var x = f.Buffer("x", spec.Element);
        var epilogue = new FusionBinding(f, spec.Epilogue, outerDimensions: 1);
        f.Tiles(row =>
        {
            var source = f.Let(x + (row * columns), "source");
            var largest = f.Let(Splat.Of(Reduction.Max.Row(f, ElementType.Float, columns, column => LoadVector(source + column))), "largest");
            var sum = Reduction.Sum.Row(f, ElementType.Float, columns, column => Exp(LoadVector(source + column) - largest));
            var scale = f.Let(Splat.Of(spec.IsLogarithm ? Log(sum) : Constant.Of(1f) / sum), "scale");

            var place = epilogue.At(row);
            var whole = f.Let(columns / f.Lanes * f.Lanes, "whole");
            f.For(0, whole, f.Lanes, column => Finish(column, null));
            if (f.Lanes > 1) f.If(whole < columns, () => Finish(whole, columns - whole));

            void Finish(Expr column, Expr? count)
            {
                var shifted = LoadVector(source + column) - largest;
                var result = f.Let(spec.IsLogarithm ? shifted - scale : Exp(shifted) * scale, "result");
                epilogue.Apply(place, column, [result], count, () => Splat.Of(ToI32((row * columns) + column)) + new LaneIndex());
            }
        });
    });
}
