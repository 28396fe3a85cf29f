using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.Movement;

/// <summary>The same bits read as another type of the same size. <see href="https://onnx.ai/onnx/operators/onnx__BitCast.html"/></summary>
/// <param name="To">The new element type.</param>
public sealed record BitCast(ElementType To) : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var (from, to) = (inputs[0].Element.Info(), To.Info());
        return from.Bits == to.Bits && from.Bits > 0 ? [inputs[0] with { Element = To }]
            : throw new ShapeException(
                $"bits are read as a type of the same size; {from.Type} has {from.Bits}, {To} has {to.Bits}. Use Cast for the numbers.");
    }

    /// <inheritdoc/>
    public override AxisMap Axes(OperatorInputs inputs) => AxisMap.Elementwise([inputs.Shape(0)], inputs.Shape(0));

    /// <inheritdoc/>
    public override Tensor[] Evaluate(IReadOnlyList<Tensor?> inputs)
    {
        var result = new Tensor(InferFor(inputs)[0]);
        inputs[0]!.Bytes.CopyTo(result.Bytes);
        return [result];
    }

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context) => [null];
}
