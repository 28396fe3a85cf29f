using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.Movement;

/// <summary>
/// Any number of tensors one after the other along an axis. <see href="https://onnx.ai/onnx/operators/onnx__Concat.html"/>
/// </summary>
/// <param name="Axis">The axis; negative ones count from the end.</param>
public sealed record Concat(int Axis) : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var first = inputs.Shape(0);
        var axis = first.Axis(Axis);
        var dimensions = first.ToArray();
        dimensions[axis] = 0;
        for (var i = 0; i < inputs.Count; i++)
        {
            var shape = inputs.Shape(i);
            if (inputs[i].Element != inputs[0].Element)
                throw new ShapeException(
                    $"inputs must have one element type; input 0 is {inputs[0]}, input {i} is {inputs[i]}. Cast one of them.");
            if (shape.Rank != first.Rank || shape.Where((d, a) => a != axis && Dimension.Differ(d, dimensions[a])).Any())
                throw new ShapeException($"inputs must agree on every axis but {axis}; input 0 is {first}, input {i} is {shape}.");
            for (var a = 0; a < dimensions.Length; a++)
                if (a != axis && shape[a].IsKnown)
                    dimensions[a] = shape[a];
            dimensions[axis] += shape[axis];
        }

        return [inputs[0] with { Shape = new Shape(dimensions) }];
    }

    /// <inheritdoc/>
    public override AxisMap? Axes(OperatorInputs inputs)
    {
        var result = Infer(inputs)[0].Shape;
        var axis = result.Axis(Axis);
        if (!result[axis].IsKnown) return null;
        var labels = AxisMap.Labels(result);
        var start = 0;
        var parts = new AxisPart[inputs.Count][][];
        for (var i = 0; i < inputs.Count; i++)
        {
            parts[i] = AxisMap.Axes(inputs.Shape(i), labels);
            parts[i][axis] = AxisMap.Axis(labels[axis], inputs.Shape(i)[axis], start);
            start += inputs.Shape(i)[axis].Size;
        }

        return new AxisMap(parts, [AxisMap.Axes(result, labels)]);
    }

    /// <summary>All inputs in the order in which the largest lies that has one.</summary>
    public override LaidOut[]? WithAxes(IReadOnlyList<LaidOut?> inputs)
    {
        LaidOut[] parts = [.. inputs.Select(i => i!)];
        if (LaidOut.Leading(parts, parts[0].Rank) is not { } order) return null;
        int[] arrangement = [.. LaidOut.Inverse(order)];
        return [new LaidOut(new Concat(order[parts[0].Shape.Axis(Axis)]).ApplyOne([.. parts.Select(p => p.Arranged(arrangement))]), order)];
    }

    /// <inheritdoc/>
    public override Tensor[]? Simplify(IReadOnlyList<Tensor?> inputs, IReadOnlyList<TensorType> outputs) =>
        inputs.Count == 1 ? [inputs[0]!] : null;

    /// <inheritdoc/>
    public override bool Moves(int input) => true;

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var result = new NdArray(outputs[0]);
        var axis = outputs[0].Shape.Axis(Axis);
        var start = 0;
        foreach (var input in inputs)
        {
            var place = new int[result.Rank];
            input!.ForEach((indices, offset) =>
            {
                indices.CopyTo(place, 0);
                place[axis] += start;
                result[place] = input.Elements[offset];
            });
            start += input.Sizes[axis];
        }

        return [result];
    }

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context)
    {
        var start = 0;
        return
        [
            .. context.Inputs.Select(input =>
            {
                var end = start + input!.Shape[Axis].Size;
                var part = context.OutputGradient.Slice([Axis], [start], [end]);
                start = end;
                return part;
            }),
        ];
    }
}
