namespace Bantam.Operators.Reduction;

/// <summary>The index of the smallest element along an axis. <see href="https://onnx.ai/onnx/operators/onnx__ArgMin.html"/></summary>
/// <inheritdoc/>
public sealed record ArgMin(int Axis, bool KeepDimensions, bool SelectLastIndex = false)
    : ArgOperator(Axis, KeepDimensions, SelectLastIndex)
{
    /// <inheritdoc/>
    protected override bool IsMoreExtreme<T>(T value, T than) => value < than;
}
