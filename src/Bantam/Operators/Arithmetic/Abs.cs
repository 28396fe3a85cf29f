using Bantam.Autodiff;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators.Arithmetic;

/// <summary>|x|; its gradient at 0 is 0. <see href="https://onnx.ai/onnx/operators/onnx__Abs.html"/></summary>
public sealed record Abs : ElementwiseOperator
{
    /// <inheritdoc/>
    public override int Arity => 1;

    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) => Ops.Abs(inputs[0]);

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context)
    {
        var (x, g) = (context.Inputs[0]!, context.OutputGradient);
        return [Tensor.Where(x > 0f, g, Tensor.Where(x < 0f, -g, 0f))];
    }
}
