namespace Bantam.Operators.Normalization;

/// <summary>
/// x / √(mean of x² + ε) · scale over the axes from one axis on (Zhang and Sennrich 2019). Inputs: x, scale.
/// <see href="https://onnx.ai/onnx/operators/onnx__RMSNormalization.html"/>
/// </summary>
/// <inheritdoc/>
public sealed record RMSNormalization(int Axis = -1, float Epsilon = 1e-5f) : ScaledNormalization(Axis, Epsilon)
{
    /// <inheritdoc/>
    protected override RowNormalization Rows => new(Axis, Epsilon, IsCentred: false);
}
