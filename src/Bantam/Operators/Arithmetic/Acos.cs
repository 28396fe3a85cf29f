using Bantam.Autodiff;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators.Arithmetic;

/// <summary>The angle in [0, π] whose cosine is x, NaN beyond 1. <see href="https://onnx.ai/onnx/operators/onnx__Acos.html"/></summary>
public sealed record Acos : FloatOperator
{
    /// <inheritdoc/>
    public override int Arity => 1;

    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) => Ops.Acos(inputs[0]);

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context)
    {
        var (x, g) = (context.Inputs[0]!, context.OutputGradient);
        return [-(g / (1f - (x * x)).Sqrt())];
    }
}
