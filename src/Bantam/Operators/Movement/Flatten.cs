using Bantam.Tensors;

namespace Bantam.Operators.Movement;

/// <summary>
/// A matrix: the axes before <paramref name="Axis"/> as rows, the others as columns.
/// <see href="https://onnx.ai/onnx/operators/onnx__Flatten.html"/>
/// </summary>
/// <param name="Axis">The first axis of the columns; negative ones count from the end.</param>
public sealed record Flatten(int Axis = 1) : MovementOperator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var shape = inputs.Shape(0);
        var axis = Axis == shape.Rank ? Axis : shape.Axis(Axis);
        return [inputs[0] with { Shape = new Shape(new Shape(shape.Take(axis)).Count, new Shape(shape.Skip(axis)).Count) }];
    }
}
