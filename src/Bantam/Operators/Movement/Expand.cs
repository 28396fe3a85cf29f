using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.Movement;

/// <summary>Input 0 broadcast with the shape in input 1. <see href="https://onnx.ai/onnx/operators/onnx__Expand.html"/></summary>
public sealed record Expand : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs) =>
        [inputs[0] with { Shape = Shape.Broadcast(inputs.Shape(0), Shape.Of(inputs.Integers(1, "The shape"))) }];

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var result = new NdArray(outputs[0]);
        result.ForEach((indices, offset) => result.Elements[offset] = inputs[0]!.Elements[inputs[0]!.Broadcast(indices)]);
        return [result];
    }

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context) => [context.OutputGradient.SumTo(context.Inputs[0]!.Shape), null];
}
