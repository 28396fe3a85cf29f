using Bantam.Tensors;

namespace Bantam.Operators.Signal;

/// <summary>
/// Hann's window, sin²(πn/N). Input 0 is the size. <see href="https://onnx.ai/onnx/operators/onnx__HannWindow.html"/>
/// </summary>
/// <inheritdoc/>
public sealed record HannWindow(ElementType Element = ElementType.Float, bool IsPeriodic = true) : CosineWindow(Element, IsPeriodic)
{
    /// <inheritdoc/>
    protected override (double Mean, double First, double Second) Weights => (0.5, 0.5, 0);
}
