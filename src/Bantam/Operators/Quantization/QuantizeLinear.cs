using Bantam.Tensors;

namespace Bantam.Operators.Quantization;

/// <summary>
/// x / scale, rounded to the nearest integer, ties to even, plus the zero point, brought into the range of the output's type; floats of
/// fewer bits are rounded by their own rules. Input 1 is the scale, input 2, which may be absent, the zero point.
/// <see href="https://onnx.ai/onnx/operators/onnx__QuantizeLinear.html"/>
/// </summary>
/// <param name="Along">How scales and zero points lie over the tensor.</param>
/// <param name="To">The output's element type where there is no zero point, which has it; null for UInt8.</param>
/// <param name="Saturates">Whether what is too large for floats of 8 bits becomes their largest number.</param>
/// <param name="Precision">What the quotient is computed in; null for the scale's type.</param>
public sealed record QuantizeLinear(
    QuantizationAxis Along, ElementType? To = null, bool Saturates = true, ElementType? Precision = null) : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var zero = inputs.Optional(2);
        if (!inputs[1].Element.IsFloating()) throw new ShapeException($"the scale must be of floats; it is {inputs[1]}.");
        if (zero is not null && To is { } to && to != zero.Element)
            throw new ShapeException($"the output is {to} by its attribute, so its zero point must be; it is {zero}.");
        Along.Check(inputs.Shape(0), inputs[1], zero);
        return [inputs[0] with { Element = zero?.Element ?? To ?? ElementType.UInt8 }];
    }

    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs)
    {
        var (x, scale, zero) = (inputs[0]!, inputs[1]!, inputs.ElementAtOrDefault(2));
        var to = zero?.Element ?? To ?? ElementType.UInt8;
        var precision = Precision ?? scale.Element;
        var quotient = x.Cast(precision) / Along.Spread(scale, x.Shape).Cast(precision);
        if (!to.IsFloating()) return [Integers(quotient, zero is null ? null : Along.Spread(zero, x.Shape), to)];
        var rounding = FloatRounding.Default with { Saturates = Saturates };
        return [new Arithmetic.Cast(to) { Rounding = rounding }.ApplyOne(quotient)];
    }

    /// <inheritdoc/>
    public override Tensor[] Evaluate(IReadOnlyList<Tensor?> inputs)
    {
        InferFor(inputs);
        return Expand(inputs);
    }

    /// <summary>Numbers in units of an integer type, rounded, moved by its zero point and brought into its range.</summary>
    internal static Tensor Integers(Tensor units, Tensor? zero, ElementType to)
    {
        // Half has no room for zero points of 16 bits.
        var rounded = units.Round().Cast(ElementType.Float);
        if (zero is not null) rounded += zero.Cast(ElementType.Float);
        var info = to.Info();
        var values = Math.ScaleB(1, info.Bits);
        var least = info.Kind == ElementKind.Unsigned ? 0 : -values / 2;
        return Tensor.Min(Tensor.Max(rounded, least), least + values - 1).Cast(to);
    }
}
