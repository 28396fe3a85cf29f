using Bantam.Tensors;

namespace Bantam.Operators.Movement;

/// <summary>A matrix: the axes before <paramref name="Axis"/> as rows, the others as columns. <see href="https://onnx.ai/onnx/operators/onnx__Flatten.html"/></summary>
/// <param name="Axis">The first axis of the columns; negative ones count from the end.</param>
public sealed record Flatten(int Axis = 1) : MovementOperator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var shape = inputs.Shape(0);
        var axis = Axis == shape.Rank ? Axis : shape.Axis(Axis);
        return [inputs[0] with { Shape = new Shape(Product([.. shape.Take(axis)]), Product([.. shape.Skip(axis)])) }];
    }

    private static Dimension Product(Dimension[] dimensions)
    {
        var names = dimensions.Where(d => !d.IsKnown).ToArray();
        var count = new Shape(dimensions.Where(d => d.IsKnown)).ElementCount;
        return names.Length == 0 ? count : names.Length == 1 && count == 1 ? names[0] : string.Join('*', dimensions.Select(d => d.ToString()));
    }
}
