using Bantam.Tensors;

namespace Bantam.Operators.Movement;

/// <summary>
/// For each index of input 0 a vector along a new axis that is one value at the index and another elsewhere. Input 1 is the length of the
/// vector; input 2 has the value elsewhere and the value at the index. Negative indices count from the end; one outside has none.
/// <see href="https://onnx.ai/onnx/operators/onnx__OneHot.html"/>
/// </summary>
/// <param name="Axis">The new axis, counted in the output; negative ones count from its end.</param>
public sealed record OneHot(int Axis = -1) : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var (indices, values) = (inputs.Shape(0), inputs[2]);
        if (Dimension.Differ(inputs.Shape(1).Count, 1)) throw new ShapeException($"the length must be a scalar; it is {inputs[1]}.");
        if (Shape.Differ(values.Shape, Shape.Of(2))) throw new ShapeException($"there must be two values; they are {values}.");
        var length = inputs.Constant(1) is { } tensor ? (int)tensor.ToDoubles()[0]
            : inputs.Elements(1) is [var size] ? size : inputs.Unknown();
        var dimensions = indices.ToList();
        dimensions.Insert(PlaceOf(indices), length);
        return [values with { Shape = new Shape(dimensions) }];
    }

    /// <inheritdoc/>
    public override bool Moves(int input) => input == 2;

    /// <inheritdoc/>
    public override Tensor[]? Expand(IReadOnlyList<Tensor?> inputs)
    {
        var type = InferFor(inputs)[0];
        var axis = PlaceOf(inputs[0]!.Shape);
        if (!type.Shape[axis].IsKnown) return null;
        var indices = inputs[0]!.Cast(ElementType.Int64).Unsqueeze(axis);
        indices = Tensor.Where(indices < 0f, indices + (double)type.Shape[axis].Size, indices);
        var isAt = Tensor.Equal(indices, Positions.Along(type.Shape, axis));
        return [Tensor.Where(isAt, inputs[2]!.Slice([0], [1], [2]).Reshape(), inputs[2]!.Slice([0], [0], [1]).Reshape())];
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var (indices, values, result) = (inputs[0]!, inputs[2]!, new NdArray(outputs[0]));
        var axis = PlaceOf(indices.Type.Shape);
        result.ForEach((at, offset) =>
        {
            var index = Math.Truncate(indices[[.. at[..axis], .. at[(axis + 1)..]]]);
            if (index < 0) index += result.Sizes[axis];
            result.Elements[offset] = values.Elements[index == at[axis] ? 1 : 0];
        });
        return [result];
    }

    private int PlaceOf(Shape indices) => Axis >= -indices.Rank - 1 && Axis <= indices.Rank
        ? Axis < 0 ? Axis + indices.Rank + 1 : Axis
        : throw new ShapeException($"the new axis of indices {indices} is {-indices.Rank - 1} to {indices.Rank}; it is {Axis}.");
}
