using Bantam.Tensors;

namespace Bantam.Operators.Activation;

/// <summary>
/// γ·x, and γ·α·(eˣ − 1) where x is not positive (Klambauer and others 2017).
/// <see href="https://onnx.ai/onnx/operators/onnx__Selu.html"/>
/// </summary>
/// <param name="Alpha">α.</param>
/// <param name="Gamma">γ.</param>
public sealed record Selu(float Alpha = Selu.UsualAlpha, float Gamma = Selu.UsualGamma) : CompositeActivation
{
    /// <summary>The numbers that keep mean and variance from layer to layer.</summary>
    internal const float UsualAlpha = 1.67326319217681884765625f, UsualGamma = 1.05070102214813232421875f;

    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs) => [inputs[0]!.Elu(Alpha) * Gamma];

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs) =>
        [inputs[0]!.Map(x => Gamma * (x > 0 ? x : x < 0 ? Alpha * (Math.Exp(x) - 1) : x))];
}
