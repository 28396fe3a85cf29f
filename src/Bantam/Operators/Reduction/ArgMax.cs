namespace Bantam.Operators.Reduction;

/// <summary>The index of the largest element along an axis. <see href="https://onnx.ai/onnx/operators/onnx__ArgMax.html"/></summary>
/// <inheritdoc/>
public sealed record ArgMax(int Axis, bool KeepDimensions, bool SelectLastIndex = false)
    : ArgOperator(Axis, KeepDimensions, SelectLastIndex)
{
    /// <inheritdoc/>
    protected override bool IsMoreExtreme<T>(T value, T than) => value > than;
}
