using Bantam.Tensors;

namespace Bantam.Operators.Movement;

/// <summary>Its input, whatever that is. <see href="https://onnx.ai/onnx/operators/onnx__Identity.html"/></summary>
public sealed record Identity : MovementOperator
{
    /// <inheritdoc/>
    public override ValueKind[] Infer(OperatorInputs inputs) => [inputs.Kind(0)];

    /// <inheritdoc/>
    public override Tensor[] Evaluate(IReadOnlyList<Tensor?> inputs) =>
        inputs[0] is { Kind: not TensorType } other ? [other] : base.Evaluate(inputs);
}
