using Bantam.Autodiff;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators.Arithmetic;

/// <summary>The cosine, of radians. <see href="https://onnx.ai/onnx/operators/onnx__Cos.html"/></summary>
public sealed record Cos : FloatOperator
{
    /// <inheritdoc/>
    public override int Arity => 1;

    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) => Ops.Cos(inputs[0]);

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context) => [-(context.OutputGradient * context.Inputs[0]!.Sin())];
}
