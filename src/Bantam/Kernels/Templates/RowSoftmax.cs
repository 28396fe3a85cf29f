using Bantam.Kernels.Functions;
using Bantam.Tensors;
using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Templates;

/// <summary>
/// The softmax of each row, or its logarithm: the largest element, the sum of eˣ⁻ᵐᵃˣ, then the results. What is not a number makes the
/// sum, and so the whole row, NaN. A tile is a row. Sizes: rows, columns, then a row stride for each tensor of the epilogue.
/// </summary>
public static class RowSoftmax
{
    private static string Name(RowSoftmaxSpec spec) => spec.IsLogarithm ? "log-softmax" : "softmax";

    /// <summary>The kernel.</summary>
    public static Kernel Kernel(RowSoftmaxSpec spec) => Kernels.Kernel.Define(Name(spec), spec.Target, f =>
    {
        f.Size("rows");
        var columns = f.Size("columns");
        var x = f.Buffer("x", spec.Element);
        var access = spec.KeepsExponentials ? Access.ReadWrite : Access.Write;
        var epilogue = new FusionBinding(f, spec.Epilogue, outerDimensions: 1, outputs: access);
        f.Tiles(row =>
        {
            var source = f.Let(x + (row * columns), "source");
            var most = Reduction.MaxNumber.Row(f, ElementType.Float, columns, column => LoadVector(source + column));
            var largest = f.Let(Splat.Of(most), "largest");
            var place = epilogue.At(row);
            var kept = spec.KeepsExponentials ? place.Outputs[0] : null;
            var sum = Reduction.Sum.Row(f, ElementType.Float, columns, Exponential);
            var scale = f.Let(Splat.Of(spec.IsLogarithm ? Log(sum) : Constant.Of(1f) / sum), "scale");

            var whole = f.Let(columns / f.Lanes * f.Lanes, "whole");
            f.For(0, whole, f.Lanes, column => Finish(column, null));
            if (f.Lanes > 1) f.If(whole < columns, () => Finish(whole, columns - whole));

            Expr Exponential(Expr column, Expr? count)
            {
                var result = f.Let(ExpFunction.OfNegative(f.Let(LoadVector(source + column) - largest, "shifted")), "exponential");
                if (kept is not null) f.Store(kept + column, result, 0, count);
                return result;
            }

            void Finish(Expr column, Expr? count)
            {
                var result = spec.IsLogarithm ? LoadVector(source + column) - largest - scale
                    : (kept is null ? Exponential(column, count) : LoadVector(kept + column)) * scale;
                epilogue.Apply(
                    place, column, [f.Let(result, "result")], count,
                    () => Splat.Of(ToI32((row * columns) + column)) + new LaneIndex());
            }
        });
    });
}
