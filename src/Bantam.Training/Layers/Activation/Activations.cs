using Bantam.Operators.Activation;
using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>
/// Functions for the <c>activation</c> of layers; any function from a tensor to one of its shape serves. Meant for
/// <c>using static</c>: <c>new Dense(128, activation: Relu)</c>.
/// </summary>
public static class Activations
{
    /// <summary>max(x, 0).</summary>
    public static Tensor Relu(Tensor x) => x.Relu();

    /// <summary>min(max(x, 0), 6).</summary>
    public static Tensor Relu6(Tensor x) => x.Clip(x.Number(0), x.Number(6));

    /// <summary>x where it is positive, 0.2·x elsewhere, as Keras has it.</summary>
    public static Tensor LeakyRelu(Tensor x) => x.LeakyRelu(0.2f);

    /// <summary>x where it is positive, eˣ − 1 elsewhere.</summary>
    public static Tensor Elu(Tensor x) => x.Elu();

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    public static Tensor Sigmoid(Tensor x) => x.Sigmoid();

    /// <summary>clip(x/6 + 1/2, 0, 1).</summary>
    public static Tensor HardSigmoid(Tensor x) => x.HardSigmoid(alpha: 1 / 6f);

    /// <summary>tanh x.</summary>
    public static Tensor Tanh(Tensor x) => x.Tanh();

    /// <summary>ln(1 + eˣ).</summary>
    public static Tensor Softplus(Tensor x) => x.Softplus();

    /// <summary>x · σ(x).</summary>
    public static Tensor Swish(Tensor x) => x * x.Sigmoid();

    /// <summary>x · Φ(x).</summary>
    public static Tensor Gelu(Tensor x) => x.Gelu(GeluApproximation.None);

    /// <summary>x · clip(x/6 + 1/2, 0, 1).</summary>
    public static Tensor HardSwish(Tensor x) => x.HardSwish();

    /// <summary>x · σ(x), as <see cref="Swish"/>.</summary>
    public static Tensor Silu(Tensor x) => Swish(x);

    /// <summary>x · clip(x/6 + 1/2, 0, 1), as <see cref="HardSwish"/>.</summary>
    public static Tensor HardSilu(Tensor x) => x.HardSwish();

    /// <summary>x itself.</summary>
    public static Tensor Linear(Tensor x) => x;

    /// <summary>eˣ.</summary>
    public static Tensor Exponential(Tensor x) => x.Exp();

    /// <summary>1.0507·x where it is positive, 1.7581·(eˣ − 1) elsewhere (G. Klambauer et al., 2017).</summary>
    public static Tensor Selu(Tensor x) => new Selu().ApplyOne(x);

    /// <summary>x · tanh(ln(1 + eˣ)) (D. Misra, 2019).</summary>
    public static Tensor Mish(Tensor x) => new Mish().ApplyOne(x);

    /// <summary>x / (1 + |x|).</summary>
    public static Tensor Softsign(Tensor x) => new Softsign().ApplyOne(x);

    /// <summary>x where it is positive, eˣ − 1 elsewhere, smooth for any α: here of α = 1.</summary>
    public static Tensor Celu(Tensor x) => new Celu().ApplyOne(x);

    /// <summary>x · ½(1 + tanh(√(2/π)·(x + 0.044715·x³))), an approximation of <see cref="Gelu"/>.</summary>
    public static Tensor GeluTanh(Tensor x) => x.Gelu(GeluApproximation.Tanh);

    /// <summary>ln σ(x).</summary>
    public static Tensor LogSigmoid(Tensor x) => -(-x).Softplus();

    /// <summary>x − tanh x.</summary>
    public static Tensor TanhShrink(Tensor x) => x - x.Tanh();

    /// <summary>x without a half of its size, and 0 within ±½.</summary>
    public static Tensor SoftShrink(Tensor x) => new Shrink(0.5f, 0.5f).ApplyOne(x);

    /// <summary>x, and 0 within ±½.</summary>
    public static Tensor HardShrink(Tensor x) => new Shrink(0, 0.5f).ApplyOne(x);

    /// <summary>min(max(x, −1), 1).</summary>
    public static Tensor HardTanh(Tensor x) => x.Clip(x.Number(-1), x.Number(1));

    /// <summary>x − ln Σ eˣ over the last axis.</summary>
    public static Tensor LogSoftmax(Tensor x) => x.LogSoftmax();

    /// <summary>eˣ / Σ eˣ over the last axis.</summary>
    public static Tensor Softmax(Tensor x) => x.Softmax();
}
