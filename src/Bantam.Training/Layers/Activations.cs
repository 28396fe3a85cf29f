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

    /// <summary>eˣ / Σ eˣ over the last axis.</summary>
    public static Tensor Softmax(Tensor x) => x.Softmax();
}
