using Bantam.Autodiff;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators.Activation;

/// <summary>The hyperbolic tangent. <see href="https://onnx.ai/onnx/operators/onnx__Tanh.html"/></summary>
public sealed record Tanh : FloatOperator
{
    /// <inheritdoc/>
    public override int Arity => 1;

    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) => Ops.Tanh(inputs[0]);

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context) =>
        [context.OutputGradient * (1f - (context.Outputs[0] * context.Outputs[0]))];
}
