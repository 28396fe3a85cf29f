using Bantam.Tensors;

namespace Bantam.Operators.Movement;

/// <summary>
/// In each batch the first elements along the time axis in reverse order, as many as input 1 says; the others stay.
/// <see href="https://onnx.ai/onnx/operators/onnx__ReverseSequence.html"/>
/// </summary>
/// <param name="BatchAxis">The axis of batches, 0 or 1.</param>
/// <param name="TimeAxis">The axis of times, the other of 0 and 1.</param>
public sealed record ReverseSequence(int BatchAxis = 1, int TimeAxis = 0) : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        if ((BatchAxis, TimeAxis) is not ((0, 1) or (1, 0)))
            throw new ShapeException($"batches and times are along axes 0 and 1 in either order; they are {BatchAxis} and {TimeAxis}.");
        var (data, lengths) = (inputs.Shape(0), inputs[1]);
        if (data.Rank < 2) throw new ShapeException($"the data must have an axis of batches and one of times; it is {inputs[0]}.");
        if (lengths.Element != ElementType.Int64 || Shape.Differ(lengths.Shape, new Shape(data[BatchAxis])))
            throw new ShapeException($"there must be an Int64 length for each of {data[BatchAxis]} batches; they are {lengths}.");
        return [inputs[0]];
    }

    /// <inheritdoc/>
    public override bool Moves(int input) => input == 0;

    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs)
    {
        var data = inputs[0]!;
        var places = new Shape(data.Shape.Take(2));
        var (times, batches) = (Positions.Along(places, TimeAxis), Positions.Along(places, BatchAxis));
        var lengths = BatchAxis == 0 ? inputs[1]!.Unsqueeze(1) : inputs[1]!;
        var from = Tensor.Where(times < lengths, lengths - 1f - times, times);

        // A length beyond the axis leads outside: such an index is not counted from the end.
        from = Tensor.Where(from < 0f, Positions.Number(places[TimeAxis], ElementType.Int64), from);
        var rows = Positions.Flat(places, TimeAxis == 0 ? [(from, false), (batches, true)] : [(batches, true), (from, false)]);
        return [Positions.Rows(data, 2).Gather(rows.Expand(places))];
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var (data, lengths, result) = (inputs[0]!, inputs[1]!, new NdArray(outputs[0]));
        result.ForEach((at, offset) =>
        {
            var (time, length) = (at[TimeAxis], (int)lengths.Elements[at[BatchAxis]]);
            if (length > data.Sizes[TimeAxis]) throw new AxisIndexException(length - 1, data.Sizes[TimeAxis]);
            int[] from = [.. at];
            if (time < length) from[TimeAxis] = length - 1 - time;
            result.Elements[offset] = data[from];
        });
        return [result];
    }
}
