using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.Reduction;

/// <summary>The sums of the elements so far along an axis. <see href="https://onnx.ai/onnx/operators/onnx__CumSum.html"/></summary>
/// <inheritdoc/>
public sealed record CumSum(bool IsExclusive = false, bool IsReverse = false) : CumulativeOperator(IsExclusive, IsReverse)
{
    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context) =>
        [(this with { IsReverse = !IsReverse }).ApplyOne(context.OutputGradient, context.Inputs[1]), null];

    /// <inheritdoc/>
    protected internal override int Neutral => 0;

    /// <inheritdoc/>
    protected override T Combine<T>(T sum, T element) => sum + element;
}
