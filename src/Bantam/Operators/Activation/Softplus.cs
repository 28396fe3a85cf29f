using Bantam.Autodiff;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators.Activation;

/// <summary>ln(1 + eˣ). <see href="https://onnx.ai/onnx/operators/onnx__Softplus.html"/></summary>
public sealed record Softplus : FloatOperator
{
    /// <inheritdoc/>
    public override int Arity => 1;

    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs)
    {
        // max(x, 0) + ln(1 + e) with e ≤ 1. What 1 + e rounds away is given back by the quotient (W. Kahan's log1p).
        var e = Ops.Exp(-Ops.Abs(inputs[0]));
        var u = 1f + e;
        var log = Ops.Select(Ops.Equal(u, 1f), e, Ops.Log(u) * (e / (u - 1f)));
        return Ops.Max(inputs[0], 0f) + log;
    }

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context) => [context.OutputGradient * context.Inputs[0]!.Sigmoid()];
}
