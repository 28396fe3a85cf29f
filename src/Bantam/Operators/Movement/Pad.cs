using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.Movement;

/// <summary>
/// Input 0 with elements put around it. Input 1 has how many: before each axis, then after each; negative ones are cut off. Input 2
/// is the number for <see cref="PadMode.Constant"/>, 0 where it is absent, input 3 the axes that input 1 speaks of.
/// <see href="https://onnx.ai/onnx/operators/onnx__Pad.html"/>
/// </summary>
/// <param name="Mode">What is put there.</param>
public sealed record Pad(PadMode Mode = PadMode.Constant) : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var (shape, _) = (inputs.Shape(0), inputs[1]);
        if (inputs.Optional(2) is { } value && (value.Element != inputs[0].Element || Dimension.Differ(value.Shape.Count, 1)))
            throw new ShapeException(
                $"the number around must be a scalar of the input's element type; the input is {inputs[0]}, the number {value}.");
        if (inputs.IsComputed(3)) return [inputs[0] with { Shape = new Shape(inputs.Unknown(shape.Rank)) }];
        var axes = inputs.OptionalIntegers(3, "The axes");
        var padded = shape.ToArray();
        if (inputs.Dimensions(1) is { } given)
        {
            var pads = Pads(shape, given, axes, none: 0);
            for (var axis = 0; axis < padded.Length; axis++) padded[axis] = Padded(shape[axis], pads[axis], axis);
        }
        else
        {
            foreach (var axis in axes ?? Enumerable.Range(0, padded.Length)) padded[shape.Axis(axis)] = inputs.Unknown();
        }

        return [inputs[0] with { Shape = new Shape(padded) }];
    }

    /// <inheritdoc/>
    public override AxisMap? Axes(OperatorInputs inputs)
    {
        if (inputs.IsComputed(1) || inputs.IsComputed(3)) return null;
        var (shape, result) = (inputs.Shape(0), Infer(inputs)[0].Shape);
        var pads = Pads(shape, inputs.Integers(1, "The pads"), inputs.OptionalIntegers(3, "The axes"));

        // A margin that repeats the inside depends on other places of the axis.
        var labels = pads
            .Select(p => new AxisLabel(p == (0, 0) || Mode == PadMode.Constant ? AxisKind.Pointwise : AxisKind.Windowed))
            .ToArray();
        AxisPart[][] inside = [.. shape.Select((size, axis) => AxisMap.Axis(labels[axis], size, pads[axis].Before))];
        return new AxisMap([inside, null, [], null], [AxisMap.Axes(result, labels)]);
    }

    /// <inheritdoc/>
    public override LaidOut[]? WithAxes(IReadOnlyList<LaidOut?> inputs)
    {
        var input = inputs[0]!;
        var (given, axes) = (inputs[1]!.Physical, inputs.ElementAtOrDefault(3)?.Physical);
        if (input.Order is null || given.IsSymbolic || axes is { IsSymbolic: true }) return null;
        var pads = Pads(input.Shape, given.ToIntegers(), axes?.ToIntegers());
        var lying = input.Arrangement.Select(axis => pads[axis]).ToArray();
        var value = inputs.ElementAtOrDefault(2)?.Physical;
        var padded = input.Physical.Pad([.. lying.Select(p => p.Before)], [.. lying.Select(p => p.After)], Mode, value);
        return [input with { Physical = padded }];
    }

    /// <inheritdoc/>
    public override Tensor[]? Simplify(IReadOnlyList<Tensor?> inputs, IReadOnlyList<TensorType> outputs) =>
        inputs[1]!.Constant?.ToIntegers().All(p => p == 0) == true ? [inputs[0]!] : null;

    /// <inheritdoc/>
    public override bool Moves(int input) => input is 0 or 2;

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var input = inputs[0]!;
        var pads = Pads(input.Type.Shape, inputs[1]!.ToIntegers(), inputs.ElementAtOrDefault(3)?.ToIntegers());
        var value = inputs.ElementAtOrDefault(2)?.Elements[0] ?? 0;
        var result = new NdArray(outputs[0]);
        var source = new int[input.Rank];
        result.ForEach((indices, offset) =>
        {
            var isInside = true;
            for (var i = 0; i < source.Length; i++)
            {
                // The neighbourhood that is extended is what negative pads leave of the input.
                var low = Math.Max(-pads[i].Before, 0);
                var size = input.Sizes[i] - low - Math.Max(-pads[i].After, 0);
                var at = indices[i] - Math.Max(pads[i].Before, 0);
                isInside &= at >= 0 && at < size;
                source[i] = low + Inside(at, size);
            }

            result.Elements[offset] = isInside || Mode != PadMode.Constant ? input[source] : value;
        });
        return [result];
    }

    /// <inheritdoc/>
    public override Tensor?[]? Gradient(GradientContext context)
    {
        if (Mode != PadMode.Constant) return null;
        var (input, g) = (context.Inputs[0]!, context.OutputGradient);
        var pads = Pads(input.Shape, context.Inputs[1]!.ToIntegers(), context.Inputs.ElementAtOrDefault(3)?.ToIntegers());
        var gradients = new Tensor?[context.Inputs.Count];
        gradients[0] = g.Pad([.. pads.Select(p => -p.Before)], [.. pads.Select(p => -p.After)]);
        if (context.Inputs.ElementAtOrDefault(2) is { } value)
            gradients[2] = (g.ReduceSum() - gradients[0]!.ReduceSum()).Reshape(value.Shape);
        return gradients;
    }

    /// <summary>The pads before and after each axis.</summary>
    internal static (int Before, int After)[] Pads(Shape shape, IReadOnlyList<int> pads, int[]? axes) => Pads(shape, pads, axes, 0);

    /// <summary>The pads before and after each axis, where the sizes are names too; null where only a run shows them.</summary>
    internal static (Dimension Before, Dimension After)[]? Pads(OperatorInputs inputs) =>
        inputs.Dimensions(1) is { } pads ? Pads(inputs.Shape(0), pads, inputs.OptionalIntegers(3, "The axes"), (Dimension)0) : null;

    private static (T Before, T After)[] Pads<T>(Shape shape, IReadOnlyList<T> pads, int[]? axes, T none)
    {
        axes ??= [.. Enumerable.Range(0, shape.Rank)];
        if (pads.Count != 2 * axes.Length)
            throw new ShapeException($"there must be two pads an axis, {2 * axes.Length}; there are {pads.Count}.");
        (T Before, T After)[] result = [.. Enumerable.Repeat((none, none), shape.Rank)];
        for (var i = 0; i < axes.Length; i++) result[shape.Axis(axes[i])] = (pads[i], pads[i + axes.Length]);
        return result;
    }

    private Dimension Padded(Dimension size, (Dimension Before, Dimension After) pads, int axis)
    {
        if (pads.Before == 0 && pads.After == 0) return size;
        var padded = size + pads.Before + pads.After;
        if ((-padded - 1).IsNonNegative)
            throw new ShapeException($"axis {axis} has {size} elements; {pads.Before} before and {pads.After} after leave {padded}.");
        var left = size + Dimension.Min(pads.Before, 0) + Dimension.Min(pads.After, 0);
        if (!(-left).IsNonNegative || padded == 0 || Mode == PadMode.Constant) return padded;
        throw new ShapeException(size == 0
            ? $"axis {axis} is empty; {Mode} pads have nothing to repeat."
            : $"axis {axis} has {size} elements, and {pads.Before} before and {pads.After} after cut them all; "
                + $"{Mode} pads have nothing to repeat.");
    }

    /// <summary>The index inside an axis that an index outside it stands for.</summary>
    private int Inside(int at, int size)
    {
        switch (Mode)
        {
            case PadMode.Edge: return Math.Clamp(at, 0, size - 1);
            case PadMode.Wrap: return ((at % size) + size) % size;
            case PadMode.Reflect when size > 1:
                var period = 2 * (size - 1);
                at = ((at % period) + period) % period;
                return Math.Min(at, period - at);
            default: return Math.Clamp(at, 0, Math.Max(size - 1, 0));
        }
    }
}
