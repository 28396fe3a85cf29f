using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.Reduction;

/// <summary>The products of the elements so far along an axis. <see href="https://onnx.ai/onnx/operators/onnx__CumProd.html"/></summary>
/// <inheritdoc/>
public sealed record CumProd(bool IsExclusive = false, bool IsReverse = false) : CumulativeOperator(IsExclusive, IsReverse)
{
    /// <summary>
    /// The product before an element times S, where S of it is its gradient plus the next element times S of that. Such a recurrence is
    /// one of half the length where each step is joined with the next, so that it takes log₂ n passes and no division.
    /// </summary>
    public override Tensor?[] Gradient(GradientContext context)
    {
        var (x, g) = (context.Inputs[0]!, context.OutputGradient);
        var axis = x.Shape.Axis(context.Inputs[1]!.ToIntegers()[0]);
        var before = (this with { IsExclusive = true }).ApplyOne(x, context.Inputs[1]);
        var (sum, factor) = (IsExclusive ? Next(g, 1) : g, Next(x, 1));
        for (var step = 1; step < x.Shape[axis].Size; step *= 2)
        {
            sum += factor * Next(sum, step);
            factor *= Next(factor, step);
        }

        return [before * sum, null];

        // The element so many places further on, 0 beyond the last.
        Tensor Next(Tensor tensor, int places)
        {
            var (cut, added) = (new int[x.Shape.Rank], new int[x.Shape.Rank]);
            (cut[axis], added[axis]) = (-places, places);
            return IsReverse ? tensor.Pad(added, cut) : tensor.Pad(cut, added);
        }
    }

    /// <inheritdoc/>
    protected internal override int Neutral => 1;

    /// <inheritdoc/>
    protected override T Combine<T>(T sum, T element) => sum * element;
}
