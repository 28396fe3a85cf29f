using Bantam.Tensors;

namespace Bantam.Operators.Signal;

/// <summary>
/// Hamming's window, 25/46 − 21/46·cos(2πn/N). Input 0 is the size. <see href="https://onnx.ai/onnx/operators/onnx__HammingWindow.html"/>
/// </summary>
/// <inheritdoc/>
public sealed record HammingWindow(ElementType Element = ElementType.Float, bool IsPeriodic = true) : CosineWindow(Element, IsPeriodic)
{
    /// <inheritdoc/>
    protected override (double Mean, double First, double Second) Weights => (25.0 / 46, 21.0 / 46, 0);
}
