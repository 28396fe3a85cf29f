using Bantam.Tensors;

namespace Bantam.Operators.Movement;

/// <summary>
/// A matrix of the shape of input 0 with ones on a diagonal and zeros elsewhere.
/// <see href="https://onnx.ai/onnx/operators/onnx__EyeLike.html"/>
/// </summary>
/// <param name="Element">The element type; null for that of input 0.</param>
/// <param name="K">How far the diagonal lies above the main one.</param>
public sealed record EyeLike(ElementType? Element = null, int K = 0) : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs) => inputs.Shape(0).Rank == 2
        ? [new TensorType(Element ?? inputs[0].Element, inputs.Shape(0))]
        : throw new ShapeException($"the input must be a matrix; it is {inputs[0]}.");

    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs)
    {
        var shape = inputs[0]!.Shape;
        var above = Positions.Along(shape, 1) - Positions.Along(shape, 0);
        return [Tensor.Equal(above, K).Cast(Element ?? inputs[0]!.Element)];
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var result = new NdArray(outputs[0]);
        result.ForEach((at, offset) => result.Elements[offset] = at[1] - at[0] == K ? 1 : 0);
        return [result];
    }
}
