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

    /// <summary>eˣ / Σ eˣ over the last axis.</summary>
    public static Tensor Softmax(Tensor x) => x.Softmax();
}
