using Bantam.Autodiff;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators.Activation;

/// <summary>x / (1 + |x|). <see href="https://onnx.ai/onnx/operators/onnx__Softsign.html"/></summary>
public sealed record Softsign : FloatOperator
{
    /// <inheritdoc/>
    public override int Arity => 1;

    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) => inputs[0] / (1f + Ops.Abs(inputs[0]));

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context)
    {
        var d = 1f + context.Inputs[0]!.Abs();
        return [context.OutputGradient / (d * d)];
    }
}
