using Bantam.Autodiff;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators.Arithmetic;

/// <summary>The number whose hyperbolic tangent is x, NaN beyond 1. <see href="https://onnx.ai/onnx/operators/onnx__Atanh.html"/></summary>
public sealed record Atanh : FloatOperator
{
    /// <inheritdoc/>
    public override int Arity => 1;

    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) => Ops.Atanh(inputs[0]);

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context)
    {
        var (x, g) = (context.Inputs[0]!, context.OutputGradient);
        return [g / (1f - (x * x))];
    }
}
