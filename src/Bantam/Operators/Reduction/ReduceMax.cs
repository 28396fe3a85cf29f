using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.Reduction;

/// <summary>
/// The largest element over axes; NaN where there is one. The gradient goes to every element that is as large.
/// <see href="https://onnx.ai/onnx/operators/onnx__ReduceMax.html"/>
/// </summary>
/// <inheritdoc/>
public sealed record ReduceMax(bool KeepDimensions, bool NoopWithEmptyAxes = false) : ReduceOperator(KeepDimensions, NoopWithEmptyAxes)
{
    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context)
    {
        var (input, axes) = (context.Inputs[0]!, context.Inputs.ElementAtOrDefault(1));
        var isLargest = Tensor.Equal(input, Restore(context.Outputs[0], input, axes));
        return [Tensor.Where(isLargest, Restore(context.OutputGradient, input, axes), Tensor.Scalar(0f)), null];
    }

    /// <inheritdoc/>
    protected override double Fold(IReadOnlyList<double> elements) => elements.Aggregate(double.NegativeInfinity, Math.Max);
}
