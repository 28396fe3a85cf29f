using Bantam.Autodiff;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators.Logic;

/// <summary>The contrary of a truth value; no gradient flows. <see href="https://onnx.ai/onnx/operators/onnx__Not.html"/></summary>
public sealed record Not : ElementwiseOperator
{
    /// <inheritdoc/>
    public override int Arity => 1;

    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) => ~inputs[0];

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context) => [null];

    /// <inheritdoc/>
    protected override ElementType Result(OperatorInputs inputs) => inputs[0].Element == ElementType.Bool
        ? ElementType.Bool
        : throw new ShapeException($"the input must be Bool; it is {inputs[0]}.");
}
