using Bantam.Tensors;

namespace Bantam.Operators.Sequences;

/// <summary>
/// Whether an optional holds something; a tensor or a sequence counts, and no input does not.
/// <see href="https://onnx.ai/onnx/operators/onnx__OptionalHasElement.html"/>
/// </summary>
public sealed record OptionalHasElement : SequenceOperator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs) => [new TensorType(ElementType.Bool, Shape.Scalar)];

    /// <inheritdoc/>
    protected override Tensor[]? Known(IReadOnlyList<Tensor?> inputs, int most)
    {
        if (inputs is not [{ IsEmptyOptional: false } given, ..]) return [Tensor.Scalar(false)];
        if (given.Kind is not OptionalType) return [Tensor.Scalar(true)];
        return Maker(given) is { Operator: Optional, Inputs: var held } ? [Tensor.Scalar(held.Count > 0)] : null;
    }
}
