using Bantam.Autodiff;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators.Arithmetic;

/// <summary>The tangent, of radians. <see href="https://onnx.ai/onnx/operators/onnx__Tan.html"/></summary>
public sealed record Tan : FloatOperator
{
    /// <inheritdoc/>
    public override int Arity => 1;

    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) => Ops.Tan(inputs[0]);

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context) =>
        [context.OutputGradient * ((context.Outputs[0] * context.Outputs[0]) + 1f)];
}
