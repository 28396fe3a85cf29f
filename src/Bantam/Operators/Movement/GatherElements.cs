using Bantam.Tensors;

namespace Bantam.Operators.Movement;

/// <summary>
/// For each element of input 1 the element of input 0 that lies at the same place, but along one axis where that element says.
/// Negative indices count from the end; of one outside the axis every run throws an <see cref="AxisIndexException"/>.
/// <see href="https://onnx.ai/onnx/operators/onnx__GatherElements.html"/>
/// </summary>
/// <param name="Axis">The axis; negative ones count from the end.</param>
public sealed record GatherElements(int Axis = 0) : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        CheckPlaces(inputs.Shape(0), inputs[1], Axis);
        return [inputs[0] with { Shape = inputs.Shape(1) }];
    }

    /// <inheritdoc/>
    public override bool Moves(int input) => input == 0;

    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs)
    {
        var data = inputs[0]!;
        return [Positions.Rows(data, data.Shape.Rank).Gather(Positions.OfElements(data.Shape, inputs[1]!, Axis))];
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var (data, indices, result) = (inputs[0]!, inputs[1]!, new NdArray(outputs[0]));
        result.ForEach((at, offset) => result.Elements[offset] = data[Place(at, data, indices.Elements[offset], Axis)]);
        return [result];
    }

    /// <summary>A place of which the index along one axis is another one.</summary>
    internal static int[] Place<T>(int[] at, NdArray<T> data, double index, int axis) where T : struct, System.Numerics.INumber<T>
    {
        axis = data.Type.Shape.Axis(axis);
        int[] place = [.. at];
        place[axis] = Positions.Checked(index, data.Sizes[axis]);
        return place;
    }

    /// <summary>That indices name places of the data along an axis.</summary>
    internal static void CheckPlaces(Shape data, TensorType indices, int axis)
    {
        Positions.CheckIndices(indices);
        axis = data.Axis(axis);
        if (indices.Shape.Rank != data.Rank)
            throw new ShapeException($"indices must have as many axes as the data; they are {indices}, the data {data}.");
        for (var a = 0; a < data.Rank; a++)
            if (a != axis && (indices.Shape[a] - data[a] - 1).IsNonNegative)
                throw new ShapeException(
                    $"indices must not reach beyond the data except along axis {axis}; along axis {a} they have {indices.Shape[a]} "
                    + $"and the data {data[a]}.");
    }
}
