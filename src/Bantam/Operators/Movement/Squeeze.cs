using Bantam.Tensors;

namespace Bantam.Operators.Movement;

/// <summary>
/// Input 0 without the axes in input 1, which have size 1; without input 1 all that are known to have it when the graph is made.
/// <see href="https://onnx.ai/onnx/operators/onnx__Squeeze.html"/>
/// </summary>
public sealed record Squeeze : MovementOperator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var shape = inputs.Shape(0);
        if (inputs.IsComputed(1)) return [inputs[0] with { Shape = new Shape(inputs.Unknown(shape.Rank - inputs.Length(1, "The axes"))) }];
        var axes = inputs.OptionalIntegers(1, "The axes")?.Select(shape.Axis).ToArray()
            ?? [.. Enumerable.Range(0, shape.Rank).Where(a => shape[a].Is(1))];
        foreach (var axis in axes)
            if (Dimension.Differ(shape[axis], 1))
                throw new ShapeException($"only axes of size 1 can be squeezed; axis {axis} of {shape} is {shape[axis]}.");
        return [inputs[0] with { Shape = new Shape(shape.Where((_, i) => !axes.Contains(i))) }];
    }
}
