using Bantam.Tensors;

namespace Bantam.Operators.Reduction;

/// <summary>The Euclidean norm over axes. <see href="https://onnx.ai/onnx/operators/onnx__ReduceL2.html"/></summary>
/// <inheritdoc/>
public sealed record ReduceL2(bool KeepDimensions, bool NoopWithEmptyAxes = false) : ReduceOperator(KeepDimensions, NoopWithEmptyAxes)
{
    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs) => [new ReduceSumSquare(KeepDimensions, NoopWithEmptyAxes).ApplyOne(inputs).Sqrt()];

    /// <inheritdoc/>
    protected override double Fold(IReadOnlyList<double> elements) => Math.Sqrt(elements.Sum(x => x * x));
}
