using Bantam.Tensors;

namespace Bantam.Operators.Sequences;

/// <summary>
/// A tensor parted along an axis, as a sequence: into parts of the sizes in input 1, of one size where that is a single number and the
/// last part may be smaller, or of size 1 where it is absent. <see href="https://onnx.ai/onnx/operators/onnx__SplitToSequence.html"/>
/// </summary>
/// <param name="Axis">The axis; negative ones count from the end.</param>
/// <param name="KeepsAxis">Whether parts of size 1 have the axis still; makes no difference where input 1 is given.</param>
public sealed record SplitToSequence(int Axis = 0, bool KeepsAxis = true) : SequenceOperator
{
    /// <inheritdoc/>
    public override ValueKind[] Infer(OperatorInputs inputs)
    {
        var (type, isGiven) = (inputs[0], inputs.Optional(1) is not null);
        if (isGiven && (inputs[1].Element is not (ElementType.Int32 or ElementType.Int64) || inputs[1].Shape.Rank > 1))
            throw new ShapeException($"the sizes of parts are one or several Int32 or Int64; input 1 is {inputs[1]}.");
        List<Dimension> sizes = [.. type.Shape];
        var axis = type.Shape.Axis(Axis);
        if (isGiven || KeepsAxis) sizes[axis] = isGiven ? SequenceType.Any : 1;
        else sizes.RemoveAt(axis);
        return [new SequenceType(type.Element, new Shape(sizes))];
    }

    /// <inheritdoc/>
    protected override Tensor[]? Known(IReadOnlyList<Tensor?> inputs, int most)
    {
        var (tensor, given) = (inputs[0]!, inputs.ElementAtOrDefault(1));
        if (tensor.Shape[tensor.Shape.Axis(Axis)] is not { IsKnown: true, Size: var size } || given is { IsSymbolic: true }) return null;
        if (given is { Shape.Rank: 0 } && given.ToIntegers()[0] < 1)
            throw new ShapeException($"a part has size 1 or more; input 1 is {given.ToIntegers()[0]}.");
        var count = given is null ? size : given.Shape.Rank == 1 ? given.Shape[0].Size : Count(size, given.ToIntegers()[0]);
        if (count > most) return null;
        if (count == 0) return [Tensor.EmptySequence(tensor.Element)];
        int[] sizes = given is { Shape.Rank: 1 } ? given.ToIntegers()
            : [.. Enumerable.Range(0, count).Select(i => Size(i, given?.ToIntegers()[0] ?? 1))];
        var parts = tensor.Split(Axis, sizes);
        return [Tensor.Sequence(given is null && !KeepsAxis ? [.. parts.Select(p => p.Squeeze(tensor.Shape.Axis(Axis)))] : parts)];

        static int Count(int size, int part) => (int)(((long)size + part - 1) / part);

        int Size(int index, int part) => (int)Math.Min(part, size - ((long)index * part));
    }
}
