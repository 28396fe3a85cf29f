using Bantam.Autodiff;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators.Arithmetic;

/// <summary>The number whose hyperbolic sine is x. <see href="https://onnx.ai/onnx/operators/onnx__Asinh.html"/></summary>
public sealed record Asinh : FloatOperator
{
    /// <inheritdoc/>
    public override int Arity => 1;

    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) => Ops.Asinh(inputs[0]);

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context)
    {
        var (x, g) = (context.Inputs[0]!, context.OutputGradient);
        return [g / ((x * x) + 1f).Sqrt()];
    }
}
