using Bantam.Autodiff;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators.Movement;

/// <summary>Input 0 broadcast with the shape in input 1. <see href="https://onnx.ai/onnx/operators/onnx__Expand.html"/></summary>
public sealed record Expand : ElementwiseOperator
{
    /// <inheritdoc/>
    public override int Arity => 2;

    /// <inheritdoc/>
    public override int ShapeInputs => 1;

    /// <inheritdoc/>
    public override bool Moves(int input) => input == 0;

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var (input, result) = (inputs[0]!, new NdArray(outputs[0]));
        result.ForEach((indices, offset) => result.Elements[offset] = input.Elements[input.Broadcast(indices)]);
        return [result];
    }

    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) => inputs[0];

    /// <inheritdoc/>
    public override Tensor[]? Simplify(IReadOnlyList<Tensor?> inputs, IReadOnlyList<TensorType> outputs) =>
        outputs[0].Shape.Equals(inputs[0]!.Shape) ? [inputs[0]!] : null;

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context) => [SumTo(context.OutputGradient, context.Inputs[0]!), null];

    /// <inheritdoc/>
    protected override Shape ResultShape(OperatorInputs inputs) =>
        Shape.Broadcast(inputs.Shape(0), new Shape(inputs.Sizes(1, "The shape")));
}
