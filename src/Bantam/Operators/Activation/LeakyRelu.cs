using Bantam.Autodiff;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators.Activation;

/// <summary>x, and α·x where x is negative. <see href="https://onnx.ai/onnx/operators/onnx__LeakyRelu.html"/></summary>
/// <param name="Alpha">α, the slope below 0.</param>
public sealed record LeakyRelu(float Alpha) : FloatOperator
{
    /// <inheritdoc/>
    public override int Arity => 1;

    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) => Ops.Select(inputs[0] < 0f, inputs[0] * Alpha, inputs[0]);

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context) =>
        [Tensor.Where(context.Inputs[0]! < 0f, context.OutputGradient * Alpha, context.OutputGradient)];
}
