using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.Reduction;

/// <summary>
/// The Euclidean norm over axes; the gradient at 0 is 0. <see href="https://onnx.ai/onnx/operators/onnx__ReduceL2.html"/>
/// </summary>
/// <inheritdoc/>
public sealed record ReduceL2(bool KeepDimensions, bool NoopWithEmptyAxes = false) : ReduceOperator(KeepDimensions, NoopWithEmptyAxes)
{
    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs) =>
        [new ReduceSumSquare(KeepDimensions, NoopWithEmptyAxes).ApplyOne(inputs).Sqrt()];

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context)
    {
        var (x, norm, axes) = (context.Inputs[0]!, context.Outputs[0], context.Inputs.ElementAtOrDefault(1));
        var share = Tensor.Where(Tensor.Equal(norm, norm.Number(0)), 0f, context.OutputGradient / norm);
        return [x * Restore(share, x, axes), null];
    }

    /// <inheritdoc/>
    protected override T Fold<T>(IReadOnlyList<T> elements) => ByDouble(Math.Sqrt, Sum(elements.Select(x => x * x)));
}
