using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.Movement;

/// <summary>
/// A part of input 0: along each axis of input 3 the elements from the start in input 1 to before the end in input 2, by the step in
/// input 4. Without axes those are the first ones, without steps 1. <see href="https://onnx.ai/onnx/operators/onnx__Slice.html"/>
/// </summary>
public sealed record Slice : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        // An axis without a number yet may be left alone or be cut at its start only.
        var shape = inputs.Shape(0);
        var dimensions = shape.ToArray();
        foreach (var (axis, start, end, step) in Cuts(shape, inputs.Integers(1, "The starts"), inputs.Integers(2, "The ends"), inputs.OptionalIntegers(3, "The axes"), inputs.OptionalIntegers(4, "The steps")))
        {
            if (dimensions[axis].IsKnown) dimensions[axis] = SliceRange.Of(start, end, step, dimensions[axis].Size).Count;
            else if (start != 0 || end != int.MaxValue || step != 1)
                throw new ShapeException($"axis {axis} of {shape} has no number yet, so it cannot be sliced from {start} to {end}. Bind '{dimensions[axis]}' first.");
        }

        return [inputs[0] with { Shape = new Shape(dimensions) }];
    }

    /// <inheritdoc/>
    public override Tensor[]? Simplify(IReadOnlyList<Tensor?> inputs, IReadOnlyList<TensorType> outputs) =>
        outputs[0].Shape.Equals(inputs[0]!.Shape) && (inputs.ElementAtOrDefault(4)?.Constant!.ToIntegers() ?? []).All(step => step > 0) ? [inputs[0]!] : null;

    /// <summary>What is taken along every axis.</summary>
    internal static SliceRange[] Ranges(Shape shape, int[] starts, int[] ends, int[]? axes, int[]? steps)
    {
        var ranges = shape.Select(d => new SliceRange(0, d.Size, 1)).ToArray();
        foreach (var (axis, start, end, step) in Cuts(shape, starts, ends, axes, steps)) ranges[axis] = SliceRange.Of(start, end, step, shape[axis].Size);
        return ranges;
    }

    /// <inheritdoc/>
    public override bool Moves(int input) => input == 0;

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var input = inputs[0]!;
        var ranges = Ranges(input.Type.Shape, inputs[1]!.ToIntegers(), inputs[2]!.ToIntegers(), inputs.ElementAtOrDefault(3)?.ToIntegers(), inputs.ElementAtOrDefault(4)?.ToIntegers());
        var result = new NdArray(outputs[0]);
        var source = new int[input.Rank];
        result.ForEach((indices, offset) =>
        {
            for (var i = 0; i < source.Length; i++) source[i] = ranges[i].Start + (indices[i] * ranges[i].Step);
            result.Elements[offset] = input[source];
        });
        return [result];
    }

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context)
    {
        var (input, g) = (context.Inputs[0]!, context.OutputGradient);
        var ranges = Ranges(input.Shape, Given(1)!, Given(2)!, Given(3), Given(4));
        var (before, after) = (new int[ranges.Length], new int[ranges.Length]);
        for (var axis = 0; axis < ranges.Length; axis++)
        {
            var (start, count, step) = ranges[axis];
            if (step < 0)
            {
                // The same elements in ascending order.
                g = g.Slice([axis], [count - 1], [int.MinValue], [-1]);
                (start, step) = (start + ((count - 1) * step), -step);
            }

            if (count < 2) step = 1;
            if (step > 1) g = Spread(g, axis, step);
            before[axis] = start;
            after[axis] = input.Shape[axis].Size - start - (count * step);
        }

        var gradients = new Tensor?[context.Inputs.Count];
        gradients[0] = g.Pad(before, after);
        return gradients;

        int[]? Given(int index) => context.Inputs.ElementAtOrDefault(index)?.ToIntegers();
    }

    /// <summary>The elements along an axis with zeros behind each, so that they are <paramref name="step"/> apart.</summary>
    private static Tensor Spread(Tensor tensor, int axis, int step)
    {
        var sizes = tensor.Shape.Sizes;
        var after = new int[sizes.Length + 1];
        after[axis + 1] = step - 1;
        sizes[axis] *= step;
        return tensor.Unsqueeze([axis + 1]).Pad(new int[after.Length], after).Reshape(Shape.Of(sizes));
    }

    private static IEnumerable<(int Axis, int Start, int End, int Step)> Cuts(Shape shape, int[] starts, int[] ends, int[]? axes, int[]? steps)
    {
        axes ??= [.. Enumerable.Range(0, starts.Length)];
        if (ends.Length != starts.Length || axes.Length != starts.Length || (steps is not null && steps.Length != starts.Length))
            throw new ShapeException($"there must be as many starts, ends, axes and steps; there are {starts.Length}, {ends.Length}, {axes.Length} and {steps?.Length ?? starts.Length}.");
        for (var i = 0; i < starts.Length; i++)
        {
            if (steps?[i] == 0) throw new ShapeException($"a step must not be 0; that of axis {axes[i]} is.");
            yield return (shape.Axis(axes[i]), starts[i], ends[i], steps?[i] ?? 1);
        }
    }
}
