using Bantam.Tensors;

namespace Bantam.Autodiff;

/// <summary>What the gradient of a node is computed from.</summary>
/// <param name="inputs">The node's inputs; null where an optional one is absent.</param>
/// <param name="outputs">The node's outputs.</param>
/// <param name="outputGradients">The gradients with respect to the outputs; null where the loss does not depend on one.</param>
/// <param name="isWanted">Whether an input's gradient is asked for; null where all are.</param>
public sealed class GradientContext(
    IReadOnlyList<Tensor?> inputs, IReadOnlyList<Tensor> outputs, IReadOnlyList<Tensor?> outputGradients,
    Func<Tensor, bool>? isWanted = null)
{
    /// <summary>The node's inputs.</summary>
    public IReadOnlyList<Tensor?> Inputs => inputs;

    /// <summary>The node's outputs.</summary>
    public IReadOnlyList<Tensor> Outputs => outputs;

    /// <summary>The gradients with respect to the outputs.</summary>
    public IReadOnlyList<Tensor?> OutputGradients => outputGradients;

    /// <summary>Whether the gradient with respect to an input is asked for. An operator may compute what nobody asks for.</summary>
    public bool IsWanted(int input) => inputs[input] is { } tensor && isWanted?.Invoke(tensor) != false;

    /// <summary>The gradient with respect to the first output.</summary>
    public Tensor OutputGradient => outputGradients[0]!;
}
