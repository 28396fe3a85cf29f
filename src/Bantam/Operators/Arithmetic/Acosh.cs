using Bantam.Autodiff;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators.Arithmetic;

/// <summary>
/// The number from 0 on whose hyperbolic cosine is x, NaN below 1. <see href="https://onnx.ai/onnx/operators/onnx__Acosh.html"/>
/// </summary>
public sealed record Acosh : FloatOperator
{
    /// <inheritdoc/>
    public override int Arity => 1;

    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) => Ops.Acosh(inputs[0]);

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context)
    {
        var (x, g) = (context.Inputs[0]!, context.OutputGradient);
        return [g / ((x - 1f) * (x + 1f)).Sqrt()];
    }
}
