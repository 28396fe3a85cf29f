using Bantam.Autodiff;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators.Arithmetic;

/// <summary>a / b, broadcast; of integers truncated. <see href="https://onnx.ai/onnx/operators/onnx__Div.html"/></summary>
public sealed record Div : ElementwiseOperator
{
    /// <inheritdoc/>
    public override int Arity => 2;

    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) => inputs[0] / inputs[1];

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context)
    {
        var (a, b) = (context.Inputs[0]!, context.Inputs[1]!);
        var overB = context.OutputGradient / b;
        return [SumTo(overB, a), SumTo(-(overB * context.Outputs[0]), b)];
    }
}
