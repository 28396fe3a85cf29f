using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.Vision;

/// <summary>
/// Weighted sums of slices along an axis: what resizing and its gradient do along each. Internal: it is never saved. Inputs: the data,
/// the indices of the slices as Int32 [length, taps], and their weights, floats of the data's type. Indices lie inside of the axis.
/// </summary>
/// <param name="Axis">The axis, which gets the length of the indices.</param>
public sealed record Interpolate(int Axis) : Operator, IInternalOperator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var (data, indices) = (inputs.Shape(0), inputs.Shape(1));
        if (indices.Rank != 2 || inputs[1].Element != ElementType.Int32)
            throw new ShapeException($"indices are an Int32 matrix [length, taps]; they are {inputs[1]}.");
        if (Shape.Differ(indices, inputs.Shape(2)) || inputs[2].Element != inputs[0].Element)
            throw new ShapeException(
                $"each index has a weight of the data's type; indices are {inputs[1]}, weights {inputs[2]}, the data {inputs[0]}.");
        var axis = data.Axis(Axis);
        return [inputs[0] with { Shape = new Shape([.. data.Take(axis), indices[0], .. data.Skip(axis + 1)]) }];
    }

    /// <inheritdoc/>
    public override AxisMap Axes(OperatorInputs inputs)
    {
        var data = inputs.Shape(0);
        var labels = AxisMap.Labels(data);
        labels[data.Axis(Axis)] = new AxisLabel(AxisKind.Windowed);
        return new AxisMap([AxisMap.Axes(data, labels), null, null], [AxisMap.Axes(Infer(inputs)[0].Shape, labels)]);
    }

    /// <summary>The axis may lie anywhere.</summary>
    public override LaidOut[]? WithAxes(IReadOnlyList<LaidOut?> inputs)
    {
        var data = inputs[0]!;
        if (data.Order is null) return null;
        var place = data.Place(data.Shape.Axis(Axis));
        return [data with { Physical = new Interpolate(place).ApplyOne(data.Physical, inputs[1]!.Logical(), inputs[2]!.Logical()) }];
    }

    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs)
    {
        var (data, indices, weights) = (inputs[0]!, inputs[1]!, inputs[2]!);
        var axis = data.Shape.Axis(Axis);
        var inner = Enumerable.Repeat((Dimension)1, data.Shape.Rank - axis - 1);
        return [(data.Gather(indices, axis) * weights.Reshape(new Shape([.. weights.Shape, .. inner]))).ReduceSum([axis + 1])];
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var (data, indices, weights) = (inputs[0]!, inputs[1]!, inputs[2]!);
        var axis = data.Type.Shape.Axis(Axis);
        var result = new NdArray(outputs[0]);
        result.ForEach((at, offset) =>
        {
            int[] source = [.. at];
            for (var k = 0; k < indices.Sizes[1]; k++)
            {
                var index = (int)indices[at[axis], k];
                if (index < 0 || index >= data.Sizes[axis]) throw new AxisIndexException(index, data.Sizes[axis]);
                source[axis] = index;
                result.Elements[offset] += data[source] * weights[at[axis], k];
            }
        });
        return [result];
    }

    /// <summary>The same with the taps the other way round, where they are known.</summary>
    public override Tensor?[]? Gradient(GradientContext context)
    {
        var data = context.Inputs[0]!;
        var size = data.Shape[data.Shape.Axis(Axis)];
        if (!size.IsKnown || context.IsWanted(2)) return null;
        if (context.Inputs[1]!.Constant is not { } indices || context.Inputs[2]!.Constant is not { } weights) return null;
        var taps = new Taps(indices.Shape[1].Size, indices.ToIntegers(), weights.ToDoubles()).Transposed(size.Size);
        return [Apply(context.OutputGradient, Axis, taps), null, null];
    }

    /// <summary>Weighted sums of slices along an axis, by the simplest operator that computes them.</summary>
    internal static Tensor Apply(Tensor data, int axis, Taps taps) =>
        taps.Chooses ? data.Gather(Tensor.From(taps.Indices, taps.Length), axis)
            : new Interpolate(axis).ApplyOne(data, taps.IndexTensor(), taps.WeightTensor(data.Element));
}
