using Bantam.Tensors;

namespace Bantam.Operators.Sequences;

/// <summary>
/// The tensors of a sequence one after the other along an axis. <see href="https://onnx.ai/onnx/operators/onnx__ConcatFromSequence.html"/>
/// </summary>
/// <param name="Axis">The axis; negative ones count from the end.</param>
/// <param name="MakesAxis">Whether it is an axis that the tensors do not have.</param>
public sealed record ConcatFromSequence(int Axis, bool MakesAxis = false) : SequenceOperator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        // Sizes that differ from item to item are those along the axis, or else the run refuses them.
        var item = Sequence(inputs).Item(inputs.Unknown);
        List<Dimension> sizes = [.. item.Shape];
        if (MakesAxis) sizes.Insert(NewAxis(sizes.Count), 0);
        sizes[new Shape(sizes).Axis(Axis)] = inputs.Unknown();
        return [item with { Shape = new Shape(sizes) }];
    }

    /// <inheritdoc/>
    protected override Tensor[]? Known(IReadOnlyList<Tensor?> inputs, int most)
    {
        if (Items(inputs[0]!) is not { } items) return null;
        if (items.Count == 0) throw new ShapeException("tensors of a sequence are put together; this one is empty.");
        return [Tensor.Concat(Axis, MakesAxis ? [.. items.Select(i => i.Unsqueeze(NewAxis(i.Shape.Rank)))] : items)];
    }

    private int NewAxis(int rank)
    {
        var axis = Axis < 0 ? Axis + rank + 1 : Axis;
        return axis >= 0 && axis <= rank ? axis
            : throw new ShapeException($"a new axis of tensors of rank {rank} is from {-rank - 1} to {rank}; this one is {Axis}.");
    }
}
