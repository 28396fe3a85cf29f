using Bantam.Autodiff;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators.Arithmetic;

/// <summary>
/// 1, 0 or −1 as x is above, at or below 0; NaN stays. No gradient flows.
/// <see href="https://onnx.ai/onnx/operators/onnx__Sign.html"/>
/// </summary>
public sealed record Sign : ElementwiseOperator
{
    /// <inheritdoc/>
    public override int Arity => 1;

    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs)
    {
        var x = inputs[0];
        return Ops.Select(x > 0, 1, Ops.Select(x < 0, -1, x));
    }

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context) => [null];
}
