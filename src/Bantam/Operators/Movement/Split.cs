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
        return [.. Parts(shape[axis].Size, inputs.OptionalIntegers(1, "The sizes")).Select(p => inputs[0] with { Shape = new Shape(shape.Select((d, a) => a == axis ? p.End - p.Start : d)) })];
    }

    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs) =>
        [.. Parts(inputs[0]!.Shape[Axis].Size, inputs.ElementAtOrDefault(1)?.ToIntegers()).Select(p => inputs[0]!.Slice([Axis], [p.Start], [p.End]))];

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

    private (int Start, int End)[] Parts(int size, int[]? sizes)
    {
        if (Outputs < 1) throw new ShapeException($"a tensor is split into 1 part or more; {Outputs} were asked for.");
        var whole = (size + Outputs - 1) / Outputs;
        sizes ??= [.. Enumerable.Range(0, Outputs).Select(i => Math.Clamp(size - (i * whole), 0, whole))];
        if (sizes.Length != Outputs || sizes.Sum() != size || sizes.Any(s => s < 0))
            throw new ShapeException($"the sizes of the {Outputs} parts must add up to {size}; they are [{string.Join(',', sizes)}].");
        var start = 0;
        return [.. sizes.Select(s => (start, start += s))];
    }
}
