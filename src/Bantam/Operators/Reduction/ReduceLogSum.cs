using Bantam.Tensors;

namespace Bantam.Operators.Reduction;

/// <summary>The logarithm of the sum over axes. <see href="https://onnx.ai/onnx/operators/onnx__ReduceLogSum.html"/></summary>
/// <inheritdoc/>
public sealed record ReduceLogSum(bool KeepDimensions, bool NoopWithEmptyAxes = false) : ReduceOperator(KeepDimensions, NoopWithEmptyAxes)
{
    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs) =>
        [new ReduceSum(KeepDimensions, NoopWithEmptyAxes).ApplyOne(inputs).Log()];

    /// <inheritdoc/>
    protected override T Fold<T>(IReadOnlyList<T> elements) => ByDouble(Math.Log, Sum(elements));
}
