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
        var shape = inputs.Shape(0);
        if (inputs.IsComputed(3)) return [inputs[0] with { Shape = new Shape(inputs.Unknown(shape.Rank)) }];
        var (starts, ends) = (inputs.Dimensions(1), inputs.Dimensions(2));
        var steps = inputs.IsComputed(4) ? null
            : inputs.OptionalIntegers(4, "The steps") ?? [.. Enumerable.Repeat(1, inputs.Length(1, "The starts"))];
        var dimensions = shape.ToArray();

        // What is cut off where is known of each axis, or of none.
        var isKnown = starts is not null && ends is not null && steps is not null;
        starts ??= [.. Enumerable.Repeat<Dimension>(0, inputs.Length(1, "The starts"))];
        ends ??= [.. Enumerable.Repeat<Dimension>(0, inputs.Length(2, "The ends"))];
        foreach (var (axis, start, end, step) in Cuts(shape, starts, ends, inputs.OptionalIntegers(3, "The axes"), steps))
            dimensions[axis] = (isKnown ? SliceRange.Taken(start, end, step, shape[axis]) : null) ?? inputs.Unknown();
        return [inputs[0] with { Shape = new Shape(dimensions) }];
    }

    /// <inheritdoc/>
    public override Tensor[]? Simplify(IReadOnlyList<Tensor?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var (steps, isWhole) = (inputs.ElementAtOrDefault(4), outputs[0].Shape.Equals(inputs[0]!.Shape));
        return isWhole && (steps is null || steps.Constant?.ToIntegers().All(step => step > 0) == true) ? [inputs[0]!] : null;
    }

    /// <inheritdoc/>
    public override AxisMap? Axes(OperatorInputs inputs)
    {
        if (Enumerable.Range(1, inputs.Count - 1).Any(inputs.IsComputed)) return null;
        var (shape, result) = (inputs.Shape(0), Infer(inputs)[0].Shape);
        var labels = AxisMap.Labels(shape);
        var taken = AxisMap.Axes(result, labels);
        var (starts, ends) = (inputs.Integers(1, "The starts"), inputs.Integers(2, "The ends"));
        var (axes, steps) = (inputs.OptionalIntegers(3, "The axes"), inputs.OptionalIntegers(4, "The steps"));
        foreach (var (axis, start, end, step) in Cuts(shape, starts, ends, axes, steps))
            if (shape[axis].IsKnown && SliceRange.Of(start, end, step, shape[axis].Size) is var range)
                taken[axis] = AxisMap.Axis(labels[axis], result[axis], range.Start, range.Step);
        return new AxisMap([AxisMap.Axes(shape, labels), null, null, null, null], [taken]);
    }

    /// <inheritdoc/>
    public override LaidOut[]? WithAxes(IReadOnlyList<LaidOut?> inputs)
    {
        var input = inputs[0]!;
        var numbers = inputs.Skip(1).Select(i => i?.Physical).ToArray();
        if (input.Order is null || numbers.Any(n => n is { IsSymbolic: true })) return null;
        var given = numbers.ElementAtOrDefault(2)?.ToIntegers() ?? Enumerable.Range(0, numbers[0]!.Shape.ElementCount);
        var places = Tensor.Integers([.. given.Select(axis => input.Place(input.Shape.Axis(axis)))]);
        return [input with { Physical = ApplyOne([input.Physical, numbers[0], numbers[1], places, .. numbers.Skip(3)]) }];
    }

    /// <summary>The first element that is taken along every axis, and the distance to the next, where the sizes are names too.</summary>
    internal static (Dimension Start, int Step)[] Places(OperatorInputs inputs)
    {
        var shape = inputs.Shape(0);
        var places = shape.Select(_ => ((Dimension)0, 1)).ToArray();
        var (starts, ends) = (inputs.Dimensions(1)!, inputs.Dimensions(2)!);
        var (axes, steps) = (inputs.OptionalIntegers(3, "The axes"), inputs.OptionalIntegers(4, "The steps"));
        foreach (var (axis, start, _, step) in Cuts(shape, starts, ends, axes, steps))
            places[axis] = (SliceRange.First(start, step, shape[axis]), step);
        return places;
    }

    /// <summary>What is taken along every axis.</summary>
    internal static SliceRange[] Ranges(Shape shape, int[] starts, int[] ends, int[]? axes, int[]? steps)
    {
        var ranges = shape.Select(d => new SliceRange(0, d.Size, 1)).ToArray();
        foreach (var (axis, start, end, step) in Cuts(shape, starts, ends, axes, steps))
            ranges[axis] = SliceRange.Of(start, end, step, shape[axis].Size);
        return ranges;
    }

    /// <inheritdoc/>
    public override bool Moves(int input) => input == 0;

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var input = inputs[0]!;
        var ranges = Ranges(
            input.Type.Shape, inputs[1]!.ToIntegers(), inputs[2]!.ToIntegers(),
            inputs.ElementAtOrDefault(3)?.ToIntegers(), inputs.ElementAtOrDefault(4)?.ToIntegers());
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

    private static IEnumerable<(int Axis, T Start, T End, int Step)> Cuts<T>(
        Shape shape, IReadOnlyList<T> starts, IReadOnlyList<T> ends, int[]? axes, int[]? steps)
    {
        var count = starts.Count;
        axes ??= [.. Enumerable.Range(0, count)];
        if (ends.Count != count || axes.Length != count || (steps is not null && steps.Length != count))
            throw new ShapeException(
                $"there must be as many starts, ends, axes and steps; there are {count}, {ends.Count}, {axes.Length} "
                + $"and {steps?.Length ?? count}.");
        for (var i = 0; i < count; i++)
        {
            if (steps?[i] == 0) throw new ShapeException($"a step must not be 0; that of axis {axes[i]} is.");
            yield return (shape.Axis(axes[i]), starts[i], ends[i], steps?[i] ?? 1);
        }
    }
}
