using Bantam.Tensors;

namespace Bantam.Operators.Activation;

/// <summary>An operator that computes the elements along one axis from each other.</summary>
/// <param name="Axis">The axis; negative ones count from the end.</param>
public abstract record AlongAxisOperator(int Axis) : Operator
{
    /// <inheritdoc/>
    public sealed override TensorType[] Infer(OperatorInputs inputs)
    {
        inputs.Shape(0).Axis(Axis);
        return [inputs[0]];
    }

    /// <inheritdoc/>
    public sealed override AxisMap Axes(OperatorInputs inputs)
    {
        var shape = inputs.Shape(0);
        var labels = AxisMap.Labels(shape);
        labels[shape.Axis(Axis)] = new AxisLabel(AxisKind.Mixed);
        return new AxisMap([AxisMap.Axes(shape, labels)], [AxisMap.Axes(shape, labels)]);
    }

    /// <inheritdoc/>
    public sealed override LaidOut[]? WithAxes(IReadOnlyList<LaidOut?> inputs)
    {
        var input = inputs[0]!;
        if (input.Order is null) return null;
        var lying = this with { Axis = input.Place(input.Shape.Axis(Axis)) };
        return [input with { Physical = lying.ApplyOne(input.Physical) }];
    }

    /// <inheritdoc/>
    public sealed override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var input = inputs[0]!;
        var axis = input.Type.Shape.Axis(Axis);
        var inner = input.Type.Shape.Product(axis + 1, input.Rank).Size;
        var size = input.Sizes[axis];
        var result = new NdArray(outputs[0]);
        for (var start = 0; start < input.Count; start++)
        {
            if (start / inner % size != 0) continue;
            var group = Enumerable.Range(0, size).Select(i => start + (i * inner)).ToArray();
            var row = Row(Array.ConvertAll(group, i => input.Elements[i]));
            foreach (var (k, i) in group.Index()) result.Elements[i] = row[k];
        }

        return [result];
    }

    /// <summary>The results for the elements along the axis.</summary>
    protected abstract double[] Row(double[] row);
}
