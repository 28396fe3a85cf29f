using Bantam.Tensors;

namespace Bantam.Operators.Movement;

/// <summary>
/// The slices of input 0 along an axis, or without one its elements, for which the truth values in input 1 hold; there may be fewer of
/// those than slices. How many hold only a run shows. <see href="https://onnx.ai/onnx/operators/onnx__Compress.html"/>
/// </summary>
/// <param name="Axis">The axis; negative ones count from the end, null takes the tensor as a vector.</param>
public sealed record Compress(int? Axis = null) : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var (data, condition) = (inputs.Shape(0), inputs[1]);
        if (condition.Element != ElementType.Bool || condition.Shape.Rank != 1)
            throw new ShapeException($"the condition must be a vector of Bool; it is {condition}.");
        var dimensions = Axis is null ? [data.Count] : data.ToArray();
        var axis = Axis is { } given ? data.Axis(given) : 0;
        if ((condition.Shape[0] - dimensions[axis] - 1).IsNonNegative)
            throw new ShapeException(
                $"the condition must not be longer than the axis; it has {condition.Shape[0]} elements for {dimensions[axis]}.");
        dimensions[axis] = inputs.Constant(1) is { } tensor ? Chosen(tensor).Length : inputs.Unknown();
        return [inputs[0] with { Shape = new Shape(dimensions) }];
    }

    /// <inheritdoc/>
    public override bool Moves(int input) => input == 0;

    /// <inheritdoc/>
    public override Tensor[]? Expand(IReadOnlyList<Tensor?> inputs)
    {
        if (inputs[1]!.IsSymbolic) return null;
        var data = Axis is null ? inputs[0]!.Reshape(-1) : inputs[0]!;
        return [data.Gather(Tensor.Integers(Chosen(inputs[1]!)), Axis ?? 0)];
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var data = inputs[0]!;
        if (Axis is null) data = new NdArray(data.Type with { Shape = Shape.Of(data.Count) }, data.Elements);
        var axis = data.Type.Shape.Axis(Axis ?? 0);
        int[] chosen = [.. Enumerable.Range(0, inputs[1]!.Count).Where(i => inputs[1]!.Elements[i] != 0)];
        var result = new NdArray(outputs[0]);
        var source = new int[data.Rank];
        result.ForEach((indices, offset) =>
        {
            indices.CopyTo(source, 0);
            source[axis] = chosen[indices[axis]];
            result.Elements[offset] = data[source];
        });
        return [result];
    }

    private static int[] Chosen(Tensor condition) => [.. Enumerable.Range(0, condition.Bytes.Length).Where(i => condition.Bytes[i] != 0)];
}
