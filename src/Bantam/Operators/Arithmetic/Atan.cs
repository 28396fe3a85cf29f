using Bantam.Autodiff;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators.Arithmetic;

/// <summary>The angle in (−π/2, π/2) whose tangent is x. <see href="https://onnx.ai/onnx/operators/onnx__Atan.html"/></summary>
public sealed record Atan : FloatOperator
{
    /// <inheritdoc/>
    public override int Arity => 1;

    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) => Ops.Atan(inputs[0]);

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context)
    {
        var (x, g) = (context.Inputs[0]!, context.OutputGradient);
        return [g / ((x * x) + 1f)];
    }
}
