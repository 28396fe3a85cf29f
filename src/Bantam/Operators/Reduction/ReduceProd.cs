using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.Reduction;

/// <summary>The product over axes. <see href="https://onnx.ai/onnx/operators/onnx__ReduceProd.html"/></summary>
/// <inheritdoc/>
public sealed record ReduceProd(bool KeepDimensions, bool NoopWithEmptyAxes = false) : ReduceOperator(KeepDimensions, NoopWithEmptyAxes)
{
    /// <inheritdoc/>
    protected override Func<Dimension, Dimension, Dimension> Folding => (a, b) => a * b;

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context)
    {
        // The product of the other elements: all of them over this one, or, where this is the only zero, that of the others itself.
        var (input, axes) = (context.Inputs[0]!, context.Inputs.ElementAtOrDefault(1));
        var isZero = Tensor.Equal(input, input.Number(0));
        var nonZero = Tensor.Where(isZero, 1f, input);
        var product = Restore(ApplyOne(nonZero, axes), input, axes);
        var sum = new ReduceSum(KeepDimensions, NoopWithEmptyAxes);
        var zeros = Restore(sum.ApplyOne(isZero.Cast(input.Element), axes), input, axes) - isZero.Cast(input.Element);
        var others = Tensor.Where(zeros > 0f, 0f, product / nonZero);
        return [Restore(context.OutputGradient, input, axes) * others, null];
    }

    /// <inheritdoc/>
    protected override T Fold<T>(IReadOnlyList<T> elements) => elements.Aggregate(T.One, (product, x) => product * x);
}
