using Bantam.Tensors;

namespace Bantam.Operators.Activation;

/// <summary>
/// x·max(0, min(1, x/6 + ½)) (Howard and others 2019). <see href="https://onnx.ai/onnx/operators/onnx__HardSwish.html"/>
/// </summary>
public sealed record HardSwish : CompositeActivation
{
    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs) => [inputs[0]! * inputs[0]!.HardSigmoid(1f / 6, 0.5f)];

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs) =>
        [inputs[0]!.Map(x => x * Math.Max(0, Math.Min(1, (x / 6) + 0.5)))];
}
