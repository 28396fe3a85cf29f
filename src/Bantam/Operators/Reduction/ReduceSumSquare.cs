using Bantam.Tensors;

namespace Bantam.Operators.Reduction;

/// <summary>The sum of the squares over axes. <see href="https://onnx.ai/onnx/operators/onnx__ReduceSumSquare.html"/></summary>
/// <inheritdoc/>
public sealed record ReduceSumSquare(bool KeepDimensions, bool NoopWithEmptyAxes = false)
    : ReduceOperator(KeepDimensions, NoopWithEmptyAxes)
{
    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs) =>
        [new ReduceSum(KeepDimensions, NoopWithEmptyAxes).ApplyOne(inputs[0]! * inputs[0]!, inputs.ElementAtOrDefault(1))];

    /// <inheritdoc/>
    protected override T Fold<T>(IReadOnlyList<T> elements) => Sum(elements.Select(x => x * x));
}
