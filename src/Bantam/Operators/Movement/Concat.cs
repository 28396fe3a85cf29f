using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.Movement;

/// <summary>Any number of tensors one after the other along an axis. <see href="https://onnx.ai/onnx/operators/onnx__Concat.html"/></summary>
/// <param name="Axis">The axis; negative ones count from the end.</param>
public sealed record Concat(int Axis) : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var first = inputs.Shape(0);
        var axis = first.Axis(Axis);
        var length = 0;
        for (var i = 0; i < inputs.Count; i++)
        {
            var shape = inputs.Shape(i);
            if (inputs[i].Element != inputs[0].Element) throw new ShapeException($"inputs must have one element type; input 0 is {inputs[0]}, input {i} is {inputs[i]}. Cast one of them.");
            if (shape.Rank != first.Rank || shape.Where((d, a) => a != axis && d != first[a]).Any())
                throw new ShapeException($"inputs must agree on every axis but {axis}; input 0 is {first}, input {i} is {shape}.");
            length += shape[axis].Size;
        }

        return [inputs[0] with { Shape = new Shape(first.Select((d, a) => a == axis ? length : d)) }];
    }

    /// <inheritdoc/>
    public override Tensor[]? Simplify(IReadOnlyList<Tensor?> inputs, IReadOnlyList<TensorType> outputs) => inputs.Count == 1 ? [inputs[0]!] : null;

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
