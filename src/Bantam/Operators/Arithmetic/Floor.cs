using Bantam.Autodiff;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators.Arithmetic;

/// <summary>The largest integer not above x. No gradient flows. <see href="https://onnx.ai/onnx/operators/onnx__Floor.html"/></summary>
public sealed record Floor : FloatOperator
{
    /// <inheritdoc/>
    public override int Arity => 1;

    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) => Ops.Floor(inputs[0]);

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context) => [null];
}
