using Bantam.Autodiff;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators.Arithmetic;

/// <summary>√x. <see href="https://onnx.ai/onnx/operators/onnx__Sqrt.html"/></summary>
public sealed record Sqrt : FloatOperator
{
    /// <inheritdoc/>
    public override int Arity => 1;

    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) => Ops.Sqrt(inputs[0]);

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context) => [context.OutputGradient * 0.5f / context.Outputs[0]];
}
