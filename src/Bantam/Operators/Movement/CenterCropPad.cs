using Bantam.Tensors;

namespace Bantam.Operators.Movement;

/// <summary>
/// Input 0 cropped or padded with zeros around its centre to the sizes in input 1. Where that does not go evenly, one more is cut off
/// or put at the end. <see href="https://onnx.ai/onnx/operators/onnx__CenterCropPad.html"/>
/// </summary>
/// <param name="SizedAxes">The axes that input 1 speaks of; null for all.</param>
public sealed record CenterCropPad(Ints? SizedAxes = null) : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var shape = inputs.Shape(0);
        var axes = Named(shape);
        var sizes = inputs.Sizes(1, "The sizes");
        if (sizes.Count != axes.Length)
            throw new ShapeException($"there must be a size for each of {axes.Length} axes; there are {sizes.Count}.");
        var dimensions = shape.ToArray();
        for (var i = 0; i < axes.Length; i++) dimensions[axes[i]] = sizes[i];
        return [inputs[0] with { Shape = new Shape(dimensions) }];
    }

    /// <inheritdoc/>
    public override bool Moves(int input) => input == 0;

    /// <inheritdoc/>
    public override Tensor[]? Expand(IReadOnlyList<Tensor?> inputs)
    {
        var x = inputs[0]!;
        var axes = Named(x.Shape);
        if (inputs[1]!.Constant is not { } given || axes.Any(axis => !x.Shape[axis].IsKnown)) return null;
        var sizes = given.ToIntegers();
        var (before, after) = (new int[x.Shape.Rank], new int[x.Shape.Rank]);
        for (var i = 0; i < axes.Length; i++)
        {
            var more = sizes[i] - x.Shape[axes[i]].Size;
            before[axes[i]] = Half(more);
            after[axes[i]] = more - before[axes[i]];
        }

        return [x.Pad(before, after)];
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var (input, result) = (inputs[0]!, new NdArray(outputs[0]));
        result.ForEach((at, offset) =>
        {
            int[] from = [.. at.Select((i, axis) => i - Half(result.Sizes[axis] - input.Sizes[axis]))];
            if (from.Select((i, axis) => i >= 0 && i < input.Sizes[axis]).All(fits => fits)) result.Elements[offset] = input[from];
        });
        return [result];
    }

    private static int Half(int more) => more / 2;

    private int[] Named(Shape shape) => SizedAxes is { } axes ? [.. axes.Select(shape.Axis)] : [.. Enumerable.Range(0, shape.Rank)];
}
