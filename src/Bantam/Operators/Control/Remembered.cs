using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.Control;

/// <summary>
/// Input 0, which was computed before and is input 1: gradients flow to what it is computed from, and nothing is computed again.
/// </summary>
internal sealed record Remembered : Operator, IInternalOperator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs) => [inputs[0]];

    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs) => [inputs[1]!];

    /// <inheritdoc/>
    public override Tensor[] Evaluate(IReadOnlyList<Tensor?> inputs) => [inputs[1]!];

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context) => [context.OutputGradient, null];
}
