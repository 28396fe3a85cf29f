using Bantam.Autodiff;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators.Activation;

/// <summary>
/// x where it is above α, else 0; NaN gives 0. <see href="https://onnx.ai/onnx/operators/onnx__ThresholdedRelu.html"/>
/// </summary>
/// <param name="Alpha">α.</param>
public sealed record ThresholdedRelu(float Alpha = 1) : FloatOperator
{
    /// <inheritdoc/>
    public override int Arity => 1;

    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) => Ops.Select(inputs[0] > Alpha, inputs[0], 0f);

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context) =>
        [Tensor.Where(context.Inputs[0]! > Alpha, context.OutputGradient, 0f)];
}
