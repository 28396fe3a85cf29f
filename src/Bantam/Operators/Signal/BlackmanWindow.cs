using Bantam.Tensors;

namespace Bantam.Operators.Signal;

/// <summary>
/// Blackman's window, 0.42 − 0.5·cos(2πn/N) + 0.08·cos(4πn/N). Input 0 is the size.
/// <see href="https://onnx.ai/onnx/operators/onnx__BlackmanWindow.html"/>
/// </summary>
/// <inheritdoc/>
public sealed record BlackmanWindow(ElementType Element = ElementType.Float, bool IsPeriodic = true) : CosineWindow(Element, IsPeriodic)
{
    /// <inheritdoc/>
    protected override (double Mean, double First, double Second) Weights => (0.42, 0.5, 0.08);
}
