using Bantam.Autodiff;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators.Activation;

/// <summary>max(x, 0); its gradient at 0 is 0. <see href="https://onnx.ai/onnx/operators/onnx__Relu.html"/></summary>
public sealed record Relu : ElementwiseOperator
{
    /// <inheritdoc/>
    public override int Arity => 1;

    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) => Ops.Max(inputs[0], 0);

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context) =>
        [Tensor.Where(context.Outputs[0] > 0f, context.OutputGradient, 0f)];
}
