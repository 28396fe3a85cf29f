using Bantam.Tensors;

namespace Bantam.Operators.Reduction;

/// <summary>The sum of the absolute values over axes. <see href="https://onnx.ai/onnx/operators/onnx__ReduceL1.html"/></summary>
/// <inheritdoc/>
public sealed record ReduceL1(bool KeepDimensions, bool NoopWithEmptyAxes = false) : ReduceOperator(KeepDimensions, NoopWithEmptyAxes)
{
    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs) =>
        [new ReduceSum(KeepDimensions, NoopWithEmptyAxes).ApplyOne(inputs[0]!.Abs(), inputs.ElementAtOrDefault(1))];

    /// <inheritdoc/>
    protected override T Fold<T>(IReadOnlyList<T> elements) => Sum(elements.Select(T.Abs));
}
