using System.Numerics;
using Bantam.Tensors;

namespace Bantam.Operators.Reduction;

/// <summary>
/// Looks for the largest or smallest elements along an axis. Input 1 is how many. Of equal ones the first come first; NaN counts as more
/// extreme than any number.
/// </summary>
/// <param name="Axis">The axis; negative ones count from the end.</param>
/// <param name="IsLargest">Whether the largest are looked for.</param>
public abstract record ExtremaOperator(int Axis, bool IsLargest) : Operator
{
    /// <inheritdoc/>
    public sealed override TensorType[] Infer(OperatorInputs inputs)
    {
        var shape = inputs.Shape(0);
        var axis = shape.Axis(Axis);
        if (inputs[1].Element != ElementType.Int64 || Dimension.Differ(inputs.Shape(1).Count, 1))
            throw new ShapeException($"how many are looked for must be one Int64; it is {inputs[1]}.");
        var count = inputs.Elements(1) is [var given] ? given : inputs.Unknown();
        if ((count - shape[axis] - 1).IsNonNegative || (-count - 1).IsNonNegative)
            throw new ShapeException($"there must be as many elements as are looked for; axis {axis} has {shape[axis]}, not {count}.");
        return Results(inputs[0], new Shape([.. shape.Take(axis), count, .. shape.Skip(axis + 1)]));
    }

    /// <inheritdoc/>
    public sealed override AxisMap Axes(OperatorInputs inputs)
    {
        var (shape, results) = (inputs.Shape(0), Infer(inputs));
        var labels = AxisMap.Labels(shape);
        var axis = shape.Axis(Axis);
        labels[axis] = new AxisLabel(AxisKind.Mixed);
        var found = AxisMap.Axes(shape, labels);
        found[axis] = AxisMap.Axis(new AxisLabel(AxisKind.Mixed), results[0].Shape[axis]);
        return new AxisMap([AxisMap.Axes(shape, labels), null], [.. results.Select(_ => found)]);
    }

    /// <summary>The types of the outputs, which have a shape.</summary>
    protected abstract TensorType[] Results(TensorType input, Shape shape);

    /// <summary>The elements that are found, and where they are.</summary>
    protected (T[] Values, int[] Indices) Found<T>(NdArray<T> input, Shape output) where T : struct, INumber<T>
    {
        var axis = output.Axis(Axis);
        var (size, count, inner) = (input.Sizes[axis], output[axis].Size, input.Type.Shape.Product(axis + 1, input.Rank).Size);
        var (values, indices) = (new T[output.ElementCount], new int[output.ElementCount]);
        for (var line = 0; count > 0 && line < values.Length / count; line++)
        {
            var (outer, column) = (line / inner, line % inner);
            T At(int k) => input.Elements[(((outer * size) + k) * inner) + column];
            var byNaN = Enumerable.Range(0, size).OrderByDescending(k => T.IsNaN(At(k)));
            var sorted = IsLargest ? byNaN.ThenByDescending(At) : byNaN.ThenBy(At);
            foreach (var (place, k) in sorted.Take(count).Index())
            {
                var to = (((outer * count) + place) * inner) + column;
                (values[to], indices[to]) = (At(k), k);
            }
        }

        return (values, indices);
    }
}
