using Bantam.Operators.Comparison;
using Bantam.Tensors;

namespace Bantam.Operators.Quantization;

/// <summary>
/// Floats as UInt8 in the range that they have, which 0 is a part of: the quantized tensor, its scale and its zero point. Where all are 0
/// the scale is 1. <see href="https://onnx.ai/onnx/operators/onnx__DynamicQuantizeLinear.html"/>
/// </summary>
public sealed record DynamicQuantizeLinear : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        if (inputs[0].Element != ElementType.Float) throw new ShapeException($"what is quantized must be Float; it is {inputs[0]}.");
        return [inputs[0] with { Element = ElementType.UInt8 }, TensorType.Float(), new TensorType(ElementType.UInt8, Shape.Scalar)];
    }

    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs)
    {
        var x = inputs[0]!;
        var least = Tensor.Min(x.ReduceMin(), 0);
        var range = Tensor.Max(x.ReduceMax(), 0) - least;
        var scale = new Where().ApplyOne(new Equal().ApplyOne(range, Tensor.Scalar(0f)), Tensor.Scalar(1f), range / byte.MaxValue);
        var zero = Tensor.Min(Tensor.Max(0f - (least / scale), 0), byte.MaxValue).Round().Cast(ElementType.UInt8);
        return [new QuantizeLinear(default).ApplyOne(x, scale, zero), scale, zero];
    }

    /// <inheritdoc/>
    public override Tensor[] Evaluate(IReadOnlyList<Tensor?> inputs)
    {
        InferFor(inputs);
        return Expand(inputs);
    }
}
