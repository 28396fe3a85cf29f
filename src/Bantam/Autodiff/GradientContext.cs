using Bantam.Tensors;

namespace Bantam.Autodiff;

/// <summary>What the gradient of a node is computed from.</summary>
/// <param name="inputs">The node's inputs; null where an optional one is absent.</param>
/// <param name="outputs">The node's outputs.</param>
/// <param name="outputGradients">The gradients with respect to the outputs; null where the loss does not depend on one.</param>
public sealed class GradientContext(IReadOnlyList<Tensor?> inputs, IReadOnlyList<Tensor> outputs, IReadOnlyList<Tensor?> outputGradients)
{
    /// <summary>The node's inputs.</summary>
    public IReadOnlyList<Tensor?> Inputs => inputs;

    /// <summary>The node's outputs.</summary>
    public IReadOnlyList<Tensor> Outputs => outputs;

    /// <summary>The gradients with respect to the outputs.</summary>
    public IReadOnlyList<Tensor?> OutputGradients => outputGradients;

    /// <summary>The gradient with respect to the first output.</summary>
    public Tensor OutputGradient => outputGradients[0]!;
}
