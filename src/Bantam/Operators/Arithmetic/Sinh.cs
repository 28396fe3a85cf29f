using Bantam.Autodiff;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators.Arithmetic;

/// <summary>The hyperbolic sine, (eˣ − e⁻ˣ) / 2. <see href="https://onnx.ai/onnx/operators/onnx__Sinh.html"/></summary>
public sealed record Sinh : FloatOperator
{
    /// <inheritdoc/>
    public override int Arity => 1;

    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) => Ops.Sinh(inputs[0]);

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context)
    {
        var (x, g) = (context.Inputs[0]!, context.OutputGradient);
        return [g * new Cosh().ApplyOne(x)];
    }
}
