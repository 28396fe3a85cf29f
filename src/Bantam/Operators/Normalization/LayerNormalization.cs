namespace Bantam.Operators.Normalization;

/// <summary>
/// (x − mean) / √(variance + ε) · scale + bias over the axes from one axis on (Ba and others 2016). Inputs: x, scale, bias, which may
/// be absent. <see href="https://onnx.ai/onnx/operators/onnx__LayerNormalization.html"/>
/// </summary>
/// <inheritdoc/>
public sealed record LayerNormalization(int Axis = -1, float Epsilon = 1e-5f) : ScaledNormalization(Axis, Epsilon)
{
    /// <inheritdoc/>
    protected override RowNormalization Rows => new(Axis, Epsilon, IsCentred: true);
}
