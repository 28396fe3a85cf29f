using Bantam.Autodiff;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators.Arithmetic;

/// <summary>The nearest integer, ties to even. No gradient flows. <see href="https://onnx.ai/onnx/operators/onnx__Round.html"/></summary>
public sealed record Round : FloatOperator
{
    /// <inheritdoc/>
    public override int Arity => 1;

    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) => Ops.Round(inputs[0]);

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context) => [null];
}
