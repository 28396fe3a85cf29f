using Bantam.Tensors;

namespace Bantam.Operators.Sequences;

/// <summary>
/// The sequence in input 0 without the tensor at the position in input 1, or without the last.
/// <see href="https://onnx.ai/onnx/operators/onnx__SequenceErase.html"/>
/// </summary>
public sealed record SequenceErase : SequenceOperator
{
    /// <inheritdoc/>
    public override ValueKind[] Infer(OperatorInputs inputs)
    {
        CheckPosition(inputs.Optional(1), 1);
        return [Sequence(inputs)];
    }

    /// <inheritdoc/>
    protected override Tensor[]? Known(IReadOnlyList<Tensor?> inputs, int most)
    {
        if (Items(inputs[0]!) is not { } items) return null;
        if (Place(inputs.ElementAtOrDefault(1), items.Count, items.Count) is not { } place) return null;
        return [SequenceOf(((SequenceType)inputs[0]!.Kind).Element, [.. items.Where((_, i) => i != place)])];
    }
}
