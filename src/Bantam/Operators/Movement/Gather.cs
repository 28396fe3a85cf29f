using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.Movement;

/// <summary>
/// The slices of input 0 along an axis that input 1 names; its shape takes the axis' place. Negative indices count from the end. Of one
/// outside the axis every run throws an <see cref="AxisIndexException"/>.
/// <see href="https://onnx.ai/onnx/operators/onnx__Gather.html"/>
/// </summary>
/// <param name="Axis">The axis; negative ones count from the end.</param>
public sealed record Gather(int Axis) : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var (data, indices) = (inputs.Shape(0), inputs.Shape(1));
        Positions.CheckIndices(inputs[1]);
        var axis = data.Axis(Axis);
        return [inputs[0] with { Shape = new Shape([.. data.Take(axis), .. indices, .. data.Skip(axis + 1)]) }];
    }

    /// <inheritdoc/>
    public override AxisMap Axes(OperatorInputs inputs)
    {
        var (data, indices) = (inputs.Shape(0), inputs.Shape(1));
        var axis = data.Axis(Axis);
        var labels = AxisMap.Labels(data);
        labels[axis] = new AxisLabel(AxisKind.Gathered);
        var (rows, named) = (AxisMap.Axes(data, labels), AxisMap.Axes(indices, AxisMap.Labels(indices)));
        return new AxisMap([rows, named], [[.. rows[..axis], .. named, .. rows[(axis + 1)..]]]);
    }

    /// <summary>Indices of one axis or none take the place of theirs.</summary>
    public override LaidOut[]? WithAxes(IReadOnlyList<LaidOut?> inputs)
    {
        var (data, indices) = (inputs[0]!, inputs[1]!);
        if (data.Order is null || indices.Rank > 1) return null;
        var axis = data.Shape.Axis(Axis);
        var result = new Gather(data.Place(axis)).ApplyOne(data.Physical, indices.Physical);
        return [indices.Rank == 1 ? data with { Physical = result } : data.Without(result, [axis])];
    }

    /// <inheritdoc/>
    public override bool Moves(int input) => input == 0;

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var (data, indices) = (inputs[0]!, inputs[1]!);
        var axis = data.Type.Shape.Axis(Axis);
        var result = new NdArray(outputs[0]);
        result.ForEach((at, offset) => result.Elements[offset] = data[Source(at, data, indices, axis)]);
        return [result];
    }

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context) =>
        [new GatherGradient(Axis).ApplyOne(context.Inputs[0], context.Inputs[1], context.OutputGradient), null];

    /// <summary>The indices of the element of data that an element of the output is.</summary>
    internal static int[] Source(int[] at, NdArray data, NdArray indices, int axis)
    {
        var index = Positions.Checked(indices[at.AsSpan(axis, indices.Rank)], data.Sizes[axis]);
        return [.. at[..axis], index, .. at[(axis + indices.Rank)..]];
    }
}
