using Bantam.Tensors;

namespace Bantam.Operators.Activation;

/// <summary>
/// x·tanh(ln(1 + eˣ)) (Misra 2019). <see href="https://onnx.ai/onnx/operators/onnx__Mish.html"/>
/// </summary>
public sealed record Mish : CompositeActivation
{
    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs) => [inputs[0]! * inputs[0]!.Softplus().Tanh()];

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs) =>
        [inputs[0]!.Map(x => x * Math.Tanh(x > 30 ? x : Math.Log(1 + Math.Exp(x))))];
}
