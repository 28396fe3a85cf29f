using Bantam.Tensors;

namespace Bantam.Operators.Reduction;

/// <summary>
/// The largest element over axes; NaN where there is one. <see href="https://onnx.ai/onnx/operators/onnx__ReduceMax.html"/>
/// </summary>
/// <inheritdoc/>
public sealed record ReduceMax(bool KeepDimensions, bool NoopWithEmptyAxes = false) : ReduceExtremum(KeepDimensions, NoopWithEmptyAxes)
{
    /// <inheritdoc/>
    protected override Func<Dimension, Dimension, Dimension> Folding => Dimension.Max;

    /// <inheritdoc/>
    protected override T Fold<T>(IReadOnlyList<T> elements) => elements.Aggregate(T.CreateSaturating(double.NegativeInfinity), T.Max);
}
