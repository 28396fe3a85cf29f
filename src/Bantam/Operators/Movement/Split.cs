using Bantam.Tensors;

namespace Bantam.Operators.Movement;

/// <summary>
/// A tensor parted along an axis: by the sizes in input 1, or evenly, where the last part may be smaller.
/// <see href="https://onnx.ai/onnx/operators/onnx__Split.html"/>
/// </summary>
/// <param name="Axis">The axis; negative ones count from the end.</param>
/// <param name="Outputs">Into how many parts.</param>
public sealed record Split(int Axis, int Outputs) : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var shape = inputs.Shape(0);
        var axis = shape.Axis(Axis);
        var given = inputs.Optional(1) is null ? null : inputs.Dimensions(1) ?? inputs.Unknown(Outputs);
        return [.. Sizes(shape[axis], given).Select(s => inputs[0] with { Shape = new Shape(shape.Select((d, a) => a == axis ? s : d)) })];
    }

    /// <inheritdoc/>
    public override AxisMap? Axes(OperatorInputs inputs)
    {
        var shape = inputs.Shape(0);
        var axis = shape.Axis(Axis);
        if (!shape[axis].IsKnown || inputs.IsComputed(1)) return null;
        var labels = AxisMap.Labels(shape);
        var whole = AxisMap.Axes(shape, labels);
        var parts = Parts(shape[axis].Size, inputs.OptionalIntegers(1, "The sizes"));
        return new AxisMap([whole, null], [.. parts.Select(Part)]);

        AxisPart[][] Part((int Start, int End) part) =>
            [.. whole[..axis], AxisMap.Axis(labels[axis], part.End - part.Start, part.Start), .. whole[(axis + 1)..]];
    }

    /// <inheritdoc/>
    public override LaidOut[]? WithAxes(IReadOnlyList<LaidOut?> inputs)
    {
        var input = inputs[0]!;
        if (input.Order is null) return null;
        var split = this with { Axis = input.Place(input.Shape.Axis(Axis)) };
        return [.. split.Apply([input.Physical, .. inputs.Skip(1).Select(i => i?.Physical)]).Select(p => input with { Physical = p })];
    }

    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs)
    {
        var input = inputs[0]!;
        var parts = Parts(input.Shape[Axis].Size, inputs.ElementAtOrDefault(1)?.ToIntegers());
        return [.. parts.Select(p => input.Slice([Axis], [p.Start], [p.End]))];
    }

    /// <inheritdoc/>
    public override bool Moves(int input) => input == 0;

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var input = inputs[0]!;
        var axis = input.Type.Shape.Axis(Axis);
        var parts = Parts(input.Sizes[axis], inputs.ElementAtOrDefault(1)?.ToIntegers());
        NdArray[] results = [.. outputs.Select(o => new NdArray(o))];
        for (var i = 0; i < parts.Length; i++)
        {
            var (result, place) = (results[i], new int[input.Rank]);
            result.ForEach((indices, offset) =>
            {
                indices.CopyTo(place, 0);
                place[axis] += parts[i].Start;
                result.Elements[offset] = input[place];
            });
        }

        return results;
    }

    private Dimension[] Sizes(Dimension size, IReadOnlyList<Dimension>? given)
    {
        if (Outputs < 1) throw new ShapeException($"a tensor is split into 1 part or more; {Outputs} were asked for.");
        var whole = (size + Outputs - 1) / Outputs;
        var sizes = given?.ToArray()
            ?? [.. Enumerable.Range(0, Outputs).Select(i => Dimension.Min(Dimension.Max(size - (i * whole), 0), whole))];
        var sum = sizes.Aggregate((Dimension)0, (a, b) => a + b);
        if (sizes.Length != Outputs || Dimension.Differ(sum, size) || sizes.Any(s => (-s - 1).IsNonNegative))
            throw new ShapeException($"the sizes of the {Outputs} parts must add up to {size}; they are [{string.Join(',', sizes)}].");
        return sizes;
    }

    private (int Start, int End)[] Parts(int size, int[]? given)
    {
        var start = 0;
        return [.. Sizes(size, given is null ? null : Array.ConvertAll(given, s => (Dimension)s)).Select(s => (start, start += s.Size))];
    }
}
