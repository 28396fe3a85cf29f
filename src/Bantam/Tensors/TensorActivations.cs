using Bantam.Operators.Activation;

namespace Bantam.Tensors;

/// <summary>Activation functions. Defaults are those of ONNX.</summary>
public sealed partial class Tensor
{
    /// <summary>max(x, 0).</summary>
    public Tensor Relu() => new Relu().ApplyOne(this);

    /// <summary>x, and α·x where x is negative.</summary>
    public Tensor LeakyRelu(float alpha = 0.01f) => new LeakyRelu(alpha).ApplyOne(this);

    /// <summary>x, and α·(eˣ − 1) where x is negative.</summary>
    public Tensor Elu(float alpha = 1) => new Elu(alpha).ApplyOne(this);

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    public Tensor Sigmoid() => new Sigmoid().ApplyOne(this);

    /// <summary>max(0, min(1, α·x + β)).</summary>
    public Tensor HardSigmoid(float alpha = 0.2f, float beta = 0.5f) => new HardSigmoid(alpha, beta).ApplyOne(this);

    /// <summary>x·max(0, min(1, x/6 + ½)).</summary>
    public Tensor HardSwish() => new HardSwish().ApplyOne(this);

    /// <summary>The hyperbolic tangent.</summary>
    public Tensor Tanh() => new Tanh().ApplyOne(this);

    /// <summary>ln(1 + eˣ).</summary>
    public Tensor Softplus() => new Softplus().ApplyOne(this);

    /// <summary>x·Φ(x).</summary>
    public Tensor Gelu(GeluApproximation approximate = GeluApproximation.None) => new Gelu(approximate).ApplyOne(this);

    /// <summary>The softmax along an axis.</summary>
    public Tensor Softmax(int axis = -1) => new Softmax(axis).ApplyOne(this);

    /// <summary>The logarithm of the softmax along an axis.</summary>
    public Tensor LogSoftmax(int axis = -1) => new LogSoftmax(axis).ApplyOne(this);
}
