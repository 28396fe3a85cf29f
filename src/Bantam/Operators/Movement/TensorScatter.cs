using Bantam.Tensors;

namespace Bantam.Operators.Movement;

/// <summary>
/// A cache of keys or values (input 0) with new ones (input 1) written along one axis, in each batch from where input 2 says on, from 0
/// where that is absent. <see href="https://onnx.ai/onnx/operators/onnx__TensorScatter.html"/>
/// </summary>
/// <param name="Axis">The axis that is written along, which is not the batch; negative ones count from the end.</param>
/// <param name="IsCircular">Whether what goes beyond the end goes on at the beginning; else it is an error.</param>
public sealed record TensorScatter(int Axis = -2, bool IsCircular = false) : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var (cache, update) = (inputs[0], inputs[1]);
        var axis = cache.Shape.Axis(Axis);
        if (axis == 0) throw new ShapeException($"the axis must not be the batch, axis 0; the cache is {cache}.");
        var fits = update.Shape.Rank == cache.Shape.Rank && update.Element == cache.Element
            && Enumerable.Range(0, cache.Shape.Rank).All(a => a == axis ? !(update.Shape[a] - cache.Shape[a] - 1).IsNonNegative
                : !Dimension.Differ(update.Shape[a], cache.Shape[a]));
        if (!fits) throw new ShapeException($"the update must fit into the cache along axis {axis}; they are {update} and {cache}.");
        if (inputs.Optional(2) is { } starts
            && (starts.Element != ElementType.Int64 || Shape.Differ(starts.Shape, new Shape(cache.Shape[0]))))
            throw new ShapeException($"there must be an Int64 start for each of {cache.Shape[0]} batches; they are {starts}.");
        return [cache];
    }

    /// <inheritdoc/>
    public override bool Moves(int input) => input < 2;

    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs)
    {
        var (cache, update) = (inputs[0]!, inputs[1]!);
        var axis = cache.Shape.Axis(Axis);
        var (rows, written) = (new Shape(cache.Shape.Take(axis + 1)), new Shape(update.Shape.Take(axis + 1)));
        var places = Positions.Along(written, axis);
        if (inputs.ElementAtOrDefault(2) is { } starts) places += starts.Reshape([-1, .. Enumerable.Repeat(1, axis)]);
        if (IsCircular)
        {
            var size = Positions.Number(cache.Shape[axis], ElementType.Int64);
            places -= places / size * size;
        }

        // A start below 0 is outside, not counted from the end.
        places = Tensor.Where(places < 0f, Positions.Number(cache.Shape[axis], ElementType.Int64), places);
        var flat = Positions.Flat(rows, [.. Enumerable.Range(0, axis).Select(a => (Positions.Along(written, a), true)), (places, false)]);
        var scattered = new ScatterRowsInto(ScatterReduction.None)
            .ApplyOne(Positions.Rows(cache, axis + 1), flat.Expand(written), update);
        return [scattered.Reshape(cache.Shape)];
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var (cache, update, starts) = (inputs[0]!, inputs[1]!, inputs.ElementAtOrDefault(2));
        var axis = cache.Type.Shape.Axis(Axis);
        var result = new NdArray(outputs[0], [.. cache.Elements]);
        update.ForEach((at, offset) =>
        {
            var place = at[axis] + (int)(starts?.Elements[at[0]] ?? 0);
            if (IsCircular && place >= 0) place %= cache.Sizes[axis];
            if (place < 0 || place >= cache.Sizes[axis]) throw new AxisIndexException(place, cache.Sizes[axis]);
            int[] to = [.. at];
            to[axis] = place;
            result[to] = update.Elements[offset];
        });
        return [result];
    }
}
