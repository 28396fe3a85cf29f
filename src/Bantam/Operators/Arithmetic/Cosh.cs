using Bantam.Autodiff;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators.Arithmetic;

/// <summary>The hyperbolic cosine, (eˣ + e⁻ˣ) / 2. <see href="https://onnx.ai/onnx/operators/onnx__Cosh.html"/></summary>
public sealed record Cosh : FloatOperator
{
    /// <inheritdoc/>
    public override int Arity => 1;

    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) => Ops.Cosh(inputs[0]);

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context)
    {
        var (x, g) = (context.Inputs[0]!, context.OutputGradient);
        return [g * new Sinh().ApplyOne(x)];
    }
}
