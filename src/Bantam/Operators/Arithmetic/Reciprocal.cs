using Bantam.Autodiff;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators.Arithmetic;

/// <summary>1 / x. <see href="https://onnx.ai/onnx/operators/onnx__Reciprocal.html"/></summary>
public sealed record Reciprocal : FloatOperator
{
    /// <inheritdoc/>
    public override int Arity => 1;

    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) => 1f / inputs[0];

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context) => [-(context.OutputGradient * context.Outputs[0] * context.Outputs[0])];
}
