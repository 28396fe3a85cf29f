using Bantam.Tensors;

namespace Bantam.Operators.Reduction;

/// <summary>
/// The smallest element over axes; NaN where there is one. <see href="https://onnx.ai/onnx/operators/onnx__ReduceMin.html"/>
/// </summary>
/// <inheritdoc/>
public sealed record ReduceMin(bool KeepDimensions, bool NoopWithEmptyAxes = false) : ReduceExtremum(KeepDimensions, NoopWithEmptyAxes)
{
    /// <inheritdoc/>
    protected override Func<Dimension, Dimension, Dimension> Folding => Dimension.Min;

    /// <inheritdoc/>
    protected override T Fold<T>(IReadOnlyList<T> elements) => elements.Aggregate(T.CreateSaturating(double.PositiveInfinity), T.Min);
}
