using Bantam.Autodiff;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators.Arithmetic;

/// <summary>a · b element by element, broadcast. <see href="https://onnx.ai/onnx/operators/onnx__Mul.html"/></summary>
public sealed record Mul : ElementwiseOperator
{
    /// <inheritdoc/>
    public override int Arity => 2;

    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) => inputs[0] * inputs[1];

    /// <inheritdoc/>
    public override Tensor[]? Simplify(IReadOnlyList<Tensor?> inputs, IReadOnlyList<TensorType> outputs) =>
        Without(inputs, outputs[0], neutral: 1);

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context)
    {
        var (a, b) = (context.Inputs[0]!, context.Inputs[1]!);
        return [SumTo(context.OutputGradient * b, a), SumTo(context.OutputGradient * a, b)];
    }
}
