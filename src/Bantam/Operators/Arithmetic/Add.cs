using Bantam.Autodiff;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators.Arithmetic;

/// <summary>a + b, broadcast. <see href="https://onnx.ai/onnx/operators/onnx__Add.html"/></summary>
public sealed record Add : ElementwiseOperator
{
    /// <inheritdoc/>
    public override int Arity => 2;

    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) => inputs[0] + inputs[1];

    /// <summary>Only −0 changes no bit of a float: 0 makes 0 of −0.</summary>
    public override Tensor[]? Simplify(IReadOnlyList<Tensor?> inputs, IReadOnlyList<TensorType> outputs) =>
        Without(inputs, outputs[0], neutral: -0.0);

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context) =>
        [SumTo(context.OutputGradient, context.Inputs[0]!), SumTo(context.OutputGradient, context.Inputs[1]!)];
}
