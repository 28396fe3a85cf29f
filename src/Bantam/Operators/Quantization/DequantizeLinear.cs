using Bantam.Operators.Arithmetic;
using Bantam.Tensors;

namespace Bantam.Operators.Quantization;

/// <summary>
/// (x − zero point) · scale. Input 1 is the scale, input 2, which may be absent, the zero point.
/// <see href="https://onnx.ai/onnx/operators/onnx__DequantizeLinear.html"/>
/// </summary>
/// <param name="Along">How scales and zero points lie over the tensor.</param>
/// <param name="To">The output's element type; null for the scale's.</param>
public sealed record DequantizeLinear(QuantizationAxis Along, ElementType? To = null) : Operator
{
    /// <summary>Products of what is quantized are recognized by it.</summary>
    public override bool IsFoldedAtOnce => false;

    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var (x, scale, zero) = (inputs[0], inputs[1], inputs.Optional(2));
        if (!scale.Element.IsFloating()) throw new ShapeException($"the scale must be of floats; it is {scale}.");
        if (zero is not null && zero.Element != x.Element)
            throw new ShapeException($"the zero point must have the element type of what is quantized, {x}; it is {zero}.");
        Along.Check(x.Shape, scale, zero);
        return [x with { Element = To ?? scale.Element }];
    }

    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs)
    {
        var (x, scale, zero) = (inputs[0]!, inputs[1]!, inputs.ElementAtOrDefault(2));
        var wide = x.Element.IsFloating() ? scale.Element : ElementType.Int32;
        var centred = x.Cast(wide);
        if (zero is not null && !IsZero(zero)) centred -= Along.Spread(zero, x.Shape).Cast(wide);
        return [(centred.Cast(scale.Element) * Along.Spread(scale, x.Shape)).Cast(To ?? scale.Element)];
    }

    /// <inheritdoc/>
    public override Tensor[] Evaluate(IReadOnlyList<Tensor?> inputs)
    {
        InferFor(inputs);
        return Expand(inputs);
    }

    private static bool IsZero(Tensor zero) => zero.Constant is { } known && !known.Bytes.ContainsAnyExcept((byte)0);
}
