using Bantam.Tensors;

namespace Bantam.Operators.Movement;

/// <summary>
/// Input 0 with axes of size 1 put in where input 1 says, counted in the output.
/// <see href="https://onnx.ai/onnx/operators/onnx__Unsqueeze.html"/>
/// </summary>
public sealed record Unsqueeze : MovementOperator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        if (inputs.IsComputed(1))
            return [inputs[0] with { Shape = new Shape(inputs.Unknown(inputs.Shape(0).Rank + inputs.Length(1, "The axes"))) }];
        var given = inputs.Integers(1, "The axes");
        var rank = inputs.Shape(0).Rank + given.Length;
        var axes = given.Select(Place).ToArray();
        if (axes.Distinct().Count() != axes.Length)
            throw new ShapeException($"the axes [{string.Join(',', given)}] name one of the {rank} axes of the output twice.");
        var dimensions = new Queue<Dimension>(inputs.Shape(0));
        var sizes = Enumerable.Range(0, rank).Select(i => axes.Contains(i) ? 1 : dimensions.Dequeue()).ToArray();
        return [inputs[0] with { Shape = new Shape(sizes) }];

        int Place(int axis) => axis >= -rank && axis < rank
            ? (axis + rank) % rank
            : throw new ShapeException($"axis {axis} is not among the {rank} axes of the output.");
    }
}
