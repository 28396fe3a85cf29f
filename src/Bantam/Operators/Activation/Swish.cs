using Bantam.Tensors;

namespace Bantam.Operators.Activation;

/// <summary>
/// x / (1 + e^−αx) (Ramachandran and others 2017). <see href="https://onnx.ai/onnx/operators/onnx__Swish.html"/>
/// </summary>
/// <param name="Alpha">α.</param>
public sealed record Swish(float Alpha = 1) : CompositeActivation
{
    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs)
    {
        var x = inputs[0]!;
        return [x * (Alpha == 1 ? x : x * Alpha).Sigmoid()];
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs) =>
        [inputs[0]!.Map(x => x * (1 / (1 + Math.Exp(-Alpha * x))))];
}
