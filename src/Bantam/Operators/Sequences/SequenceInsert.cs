using Bantam.Tensors;

namespace Bantam.Operators.Sequences;

/// <summary>
/// The sequence in input 0 with the tensor in input 1 before the position in input 2, or at its end.
/// <see href="https://onnx.ai/onnx/operators/onnx__SequenceInsert.html"/>
/// </summary>
public sealed record SequenceInsert : SequenceOperator
{
    /// <inheritdoc/>
    public override ValueKind[] Infer(OperatorInputs inputs)
    {
        CheckPosition(inputs.Optional(2), 2);
        return [Sequence(inputs).With(inputs[1])];
    }

    /// <inheritdoc/>
    protected override Tensor[]? Known(IReadOnlyList<Tensor?> inputs, int most)
    {
        if (Items(inputs[0]!) is not { } items || items.Count >= most) return null;
        if (Place(inputs.ElementAtOrDefault(2), items.Count + 1, items.Count) is not { } place) return null;
        return [Tensor.Sequence([.. items.Take(place), inputs[1]!, .. items.Skip(place)])];
    }
}
