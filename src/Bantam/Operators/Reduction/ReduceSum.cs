using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.Reduction;

/// <summary>The sum over axes. <see href="https://onnx.ai/onnx/operators/onnx__ReduceSum.html"/></summary>
/// <inheritdoc/>
public sealed record ReduceSum(bool KeepDimensions, bool NoopWithEmptyAxes = false) : ReduceOperator(KeepDimensions, NoopWithEmptyAxes)
{
    /// <inheritdoc/>
    protected override Func<Dimension, Dimension, Dimension> Folding => (a, b) => a + b;

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context)
    {
        var input = context.Inputs[0]!;
        return [Restore(context.OutputGradient, input, context.Inputs.ElementAtOrDefault(1)).Expand(input.Shape), null];
    }

    /// <inheritdoc/>
    protected override T Fold<T>(IReadOnlyList<T> elements) => Sum(elements);
}
