namespace Bantam.Operators.Movement;

/// <summary>Its input. <see href="https://onnx.ai/onnx/operators/onnx__Identity.html"/></summary>
public sealed record Identity : MovementOperator
{
    /// <inheritdoc/>
    public override Tensors.TensorType[] Infer(OperatorInputs inputs) => [inputs[0]];
}
