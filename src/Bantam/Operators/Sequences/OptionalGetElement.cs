using Bantam.Tensors;

namespace Bantam.Operators.Sequences;

/// <summary>
/// What an optional holds; a tensor or a sequence as it is. <see href="https://onnx.ai/onnx/operators/onnx__OptionalGetElement.html"/>
/// </summary>
public sealed record OptionalGetElement : SequenceOperator
{
    /// <inheritdoc/>
    public override ValueKind[] Infer(OperatorInputs inputs) => [inputs.Kind(0) is OptionalType optional ? optional.Of : inputs.Kind(0)];

    /// <inheritdoc/>
    protected override Tensor[]? Known(IReadOnlyList<Tensor?> inputs, int most)
    {
        var given = inputs[0]!;
        if (given.Kind is not OptionalType) return [given];
        if (given.IsEmptyOptional)
            return most < int.MaxValue ? null
                : throw new ShapeException($"something is taken out of an optional that holds it; this {given.Kind} is empty.");
        return Maker(given) is { Operator: Optional, Inputs: [{ } held] } ? [given.Builder!.TensorOf(held)] : null;
    }
}
