using Bantam.Autodiff;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators.Activation;

/// <summary>max(0, min(1, α·x + β)). <see href="https://onnx.ai/onnx/operators/onnx__HardSigmoid.html"/></summary>
/// <param name="Alpha">α, the slope.</param>
/// <param name="Beta">β, the value at 0.</param>
public sealed record HardSigmoid(float Alpha, float Beta) : FloatOperator
{
    /// <inheritdoc/>
    public override int Arity => 1;

    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) => Ops.Max(Ops.Min((inputs[0] * Alpha) + Beta, 1f), 0f);

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context)
    {
        var y = context.Outputs[0];
        return [Tensor.Where((y > 0f) & (y < 1f), context.OutputGradient * Alpha, 0f)];
    }
}
