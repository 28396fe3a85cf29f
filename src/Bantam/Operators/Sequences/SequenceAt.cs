using Bantam.Operators.Movement;
using Bantam.Tensors;

namespace Bantam.Operators.Sequences;

/// <summary>
/// The tensor at the position in input 1 of the sequence in input 0. <see href="https://onnx.ai/onnx/operators/onnx__SequenceAt.html"/>
/// </summary>
public sealed record SequenceAt : SequenceOperator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        CheckPosition(inputs[1], 1);
        return [Sequence(inputs).Item(inputs.Unknown)];
    }

    /// <summary>The item; where only a run shows which, and all have one shape, that slice of all.</summary>
    protected override Tensor[]? Known(IReadOnlyList<Tensor?> inputs, int most)
    {
        if (Items(inputs[0]!) is not { Count: > 0 } items) return inputs[0]!.IsSymbolic ? null : throw Empty();
        if (Place(inputs[1], items.Count, items.Count) is { } place) return [items[place]];
        return items[0].Shape.IsKnown && items.All(i => i.Shape.Equals(items[0].Shape))
            ? new Gather(0).Apply(Tensor.Concat(0, [.. items.Select(i => i.Unsqueeze(0))]), inputs[1]!.Reshape(Shape.Scalar)) : null;
    }

    private static ShapeException Empty() => new("a tensor is taken out of a sequence that has one; this one is empty.");
}
