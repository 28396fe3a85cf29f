using Bantam.Tensors;

namespace Bantam.Operators.Movement;

/// <summary>
/// Input 0 repeated along each axis as often as input 1 says. <see href="https://onnx.ai/onnx/operators/onnx__Tile.html"/>
/// </summary>
public sealed record Tile : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var shape = inputs.Shape(0);
        if (inputs.Dimensions(1) is not { } repeats) return [inputs[0] with { Shape = new Shape(inputs.Unknown(shape.Rank)) }];
        if (repeats.Count != shape.Rank)
            throw new ShapeException($"there must be a number of repeats for each axis of {shape}; there are {repeats.Count}.");
        return [inputs[0] with { Shape = new Shape(shape.Select((size, axis) => size * repeats[axis])) }];
    }

    /// <inheritdoc/>
    public override bool Moves(int input) => input == 0;

    /// <summary>Each axis that is repeated gets one of size 1 before it, which is broadcast and then merged with it.</summary>
    public override Tensor[]? Expand(IReadOnlyList<Tensor?> inputs)
    {
        if (inputs[1]!.Constant is not { } given) return null;
        var (input, repeats) = (inputs[0]!, given.ToIntegers());
        if (repeats.All(r => r == 1)) return [input];
        List<Dimension> apart = [], repeated = [];
        for (var axis = 0; axis < repeats.Length; axis++)
        {
            if (repeats[axis] != 1)
            {
                apart.Add(1);
                repeated.Add(repeats[axis]);
            }

            apart.Add(input.Shape[axis]);
            repeated.Add(input.Shape[axis]);
        }

        var result = new Shape(input.Shape.Select((size, axis) => size * repeats[axis]));
        return [input.Reshape(new Shape(apart)).Expand(new Shape(repeated)).Reshape(result)];
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var (input, result) = (inputs[0]!, new NdArray(outputs[0]));
        result.ForEach((at, offset) => result.Elements[offset] = input[[.. at.Select((i, axis) => i % input.Sizes[axis])]]);
        return [result];
    }
}
