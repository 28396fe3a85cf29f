using Bantam.Tensors;

namespace Bantam.Operators.Activation;

/// <summary>
/// x·Φ(x) with the normal distribution Φ (Hendrycks and Gimpel 2016): x/2·(1 + erf(x/√2)), or x/2·(1 + tanh(√(2/π)·(x + 0.044715·x³))).
/// <see href="https://onnx.ai/onnx/operators/onnx__Gelu.html"/>
/// </summary>
/// <param name="Approximate">Which of the two.</param>
public sealed record Gelu(GeluApproximation Approximate) : CompositeActivation
{
    private const double RootHalf = 0.70710678118654752, RootTwoOverPi = 0.79788456080286536, Cubic = 0.044715;

    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs)
    {
        var x = inputs[0]!;
        var inner = Approximate == GeluApproximation.None ? (x * RootHalf).Erf() : ((x + (x * x * x * Cubic)) * RootTwoOverPi).Tanh();
        return [x * 0.5f * (1f + inner)];
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs) =>
    [
        inputs[0]!.Map(x => 0.5 * x * (1 + (Approximate == GeluApproximation.None
            ? ErrorFunction.Erf(x * RootHalf)
            : Math.Tanh(RootTwoOverPi * (x + (Cubic * x * x * x)))))),
    ];
}
