using Bantam.Autodiff;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators.Arithmetic;

/// <summary>The angle in [−π/2, π/2] whose sine is x, NaN beyond 1. <see href="https://onnx.ai/onnx/operators/onnx__Asin.html"/></summary>
public sealed record Asin : FloatOperator
{
    /// <inheritdoc/>
    public override int Arity => 1;

    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) => Ops.Asin(inputs[0]);

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context)
    {
        var (x, g) = (context.Inputs[0]!, context.OutputGradient);
        return [g / (1f - (x * x)).Sqrt()];
    }
}
