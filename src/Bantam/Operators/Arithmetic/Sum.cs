using Bantam.Autodiff;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators.Arithmetic;

/// <summary>The sum of any number of operands, broadcast. <see href="https://onnx.ai/onnx/operators/onnx__Sum.html"/></summary>
public sealed record Sum : ElementwiseOperator
{
    /// <inheritdoc/>
    public override int Arity => 1;

    /// <inheritdoc/>
    public override bool IsVariadic => true;

    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) => inputs.Aggregate((sum, x) => sum + x);

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context) => [.. context.Inputs.Select(x => SumTo(context.OutputGradient, x!))];
}
