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
        var shape = inputs.Shape(0);
        if (inputs.Optional(2) is { } value && (value.Element != inputs[0].Element || value.Shape.ElementCount != 1))
            throw new ShapeException($"the number around must be a scalar of the input's element type; the input is {inputs[0]}, the number {value}.");
        var pads = Pads(shape, inputs.Integers(1, "The pads"), inputs.OptionalIntegers(3, "The axes"));
        return [inputs[0] with { Shape = new Shape(shape.Select((d, axis) => pads[axis] is (0, 0) ? d : Padded(d.Size, pads[axis], axis))) }];
    }

    /// <inheritdoc/>
    public override Tensor[]? Simplify(IReadOnlyList<Tensor?> inputs, IReadOnlyList<TensorType> outputs) =>
        inputs[1]!.Constant!.ToIntegers().All(p => p == 0) ? [inputs[0]!] : null;

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
        if (context.Inputs.ElementAtOrDefault(2) is { } value) gradients[2] = (g.ReduceSum() - gradients[0]!.ReduceSum()).Reshape(value.Shape);
        return gradients;
    }

    /// <summary>The pads before and after each axis.</summary>
    internal static (int Before, int After)[] Pads(Shape shape, int[] pads, int[]? axes)
    {
        axes ??= [.. Enumerable.Range(0, shape.Rank)];
        if (pads.Length != 2 * axes.Length) throw new ShapeException($"there must be two pads an axis, {2 * axes.Length}; there are {pads.Length}.");
        var result = new (int Before, int After)[shape.Rank];
        for (var i = 0; i < axes.Length; i++) result[shape.Axis(axes[i])] = (pads[i], pads[i + axes.Length]);
        return result;
    }

    private int Padded(int size, (int Before, int After) pads, int axis)
    {
        var padded = size + pads.Before + pads.After;
        if (padded < 0) throw new ShapeException($"axis {axis} has {size} elements; {pads.Before} before and {pads.After} after leave {padded}.");
        var left = size + Math.Min(pads.Before, 0) + Math.Min(pads.After, 0);
        if (left > 0 || padded == 0 || Mode == PadMode.Constant) return padded;
        throw new ShapeException(size == 0 ? $"axis {axis} is empty; {Mode} pads have nothing to repeat."
            : $"axis {axis} has {size} elements, and {pads.Before} before and {pads.After} after cut them all; {Mode} pads have nothing to repeat.");
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
