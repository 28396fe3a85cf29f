using Bantam.Autodiff;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators.Arithmetic;

/// <summary>a − b, broadcast. <see href="https://onnx.ai/onnx/operators/onnx__Sub.html"/></summary>
public sealed record Sub : ElementwiseOperator
{
    /// <inheritdoc/>
    public override int Arity => 2;

    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) => inputs[0] - inputs[1];

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context) =>
        [SumTo(context.OutputGradient, context.Inputs[0]!), SumTo(-context.OutputGradient, context.Inputs[1]!)];
}
