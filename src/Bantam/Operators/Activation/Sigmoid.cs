using Bantam.Autodiff;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators.Activation;

/// <summary>
/// 1 / (1 + e⁻ˣ); where e⁻ˣ overflows that is 0, as it should be. <see href="https://onnx.ai/onnx/operators/onnx__Sigmoid.html"/>
/// </summary>
public sealed record Sigmoid : FloatOperator
{
    /// <inheritdoc/>
    public override int Arity => 1;

    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) => Ops.Sigmoid(inputs[0]);

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context) =>
        [context.OutputGradient * context.Outputs[0] * (1f - context.Outputs[0])];
}
