using Bantam.Autodiff;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators.Arithmetic;

/// <summary>eˣ. <see href="https://onnx.ai/onnx/operators/onnx__Exp.html"/></summary>
public sealed record Exp : FloatOperator
{
    /// <inheritdoc/>
    public override int Arity => 1;

    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) => Ops.Exp(inputs[0]);

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context) => [context.OutputGradient * context.Outputs[0]];
}
