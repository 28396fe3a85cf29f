using Bantam.Tensors;

namespace Bantam.Operators.Movement;

/// <summary>
/// The slices of input 0 that the rows of input 1 name, each by indices along the leading axes behind the batch axes. Negative indices
/// count from the end; of one outside its axis every run throws an <see cref="AxisIndexException"/>.
/// <see href="https://onnx.ai/onnx/operators/onnx__GatherND.html"/>
/// </summary>
/// <param name="BatchDims">How many leading axes of both inputs go together.</param>
public sealed record GatherND(int BatchDims = 0) : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var depth = CheckSlices(inputs.Shape(0), inputs[1], BatchDims);
        return [inputs[0] with { Shape = new Shape([.. inputs.Shape(1).SkipLast(1), .. inputs.Shape(0).Skip(BatchDims + depth)]) }];
    }

    /// <inheritdoc/>
    public override bool Moves(int input) => input == 0;

    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs)
    {
        var (data, indices) = (inputs[0]!, inputs[1]!);
        var rows = Positions.Rows(data, BatchDims + indices.Shape[-1].Size);
        return [rows.Gather(Positions.OfSlices(data.Shape, indices, BatchDims))];
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var (data, indices, result) = (inputs[0]!, inputs[1]!, new NdArray(outputs[0]));
        result.ForEach((at, offset) => result.Elements[offset] = data[Place(at, data, indices, BatchDims)]);
        return [result];
    }

    /// <summary>The place in data of a place in the gathered slices.</summary>
    internal static int[] Place<T>(int[] at, NdArray<T> data, NdArray<T> indices, int batches)
        where T : struct, System.Numerics.INumber<T>
    {
        var (depth, rank) = (indices.Sizes[^1], indices.Rank - 1);
        var named = Enumerable.Range(0, depth).Select(i =>
            Positions.Checked(double.CreateSaturating(indices[[.. at[..rank], i]]), data.Sizes[batches + i]));
        return [.. at[..batches], .. named, .. at[rank..]];
    }

    /// <summary>How many axes the indices name, where they fit the data.</summary>
    internal static int CheckSlices(Shape data, TensorType indices, int batches)
    {
        Positions.CheckIndices(indices);
        if (indices.Shape.Rank == 0)
            throw new ShapeException($"the last axis of the indices says how many axes they name; they are {indices}.");
        if (!indices.Shape[-1].IsKnown)
            throw new UnknownShapeException(
                $"the last axis of the indices must have a known size, how many axes they name; they are {indices}.");
        var depth = indices.Shape[-1].Size;
        if (batches < 0 || batches >= indices.Shape.Rank || batches + depth > data.Rank)
            throw new ShapeException(
                $"behind {batches} batch axes indices must name at most the other axes of the data; they are {indices}, the data {data}.");
        for (var axis = 0; axis < batches; axis++)
            if (Dimension.Differ(data[axis], indices.Shape[axis]))
                throw new ShapeException($"batch axes must be equal; axis {axis} has {data[axis]} and {indices.Shape[axis]}.");
        return depth;
    }
}
