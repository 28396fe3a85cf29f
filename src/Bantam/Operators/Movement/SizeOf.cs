using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.Movement;

/// <summary>
/// ONNX' Size: how many elements there are, as Int64. Where the shape is known it is a constant of the graph.
/// <see href="https://onnx.ai/onnx/operators/onnx__Size.html"/>
/// </summary>
public sealed record SizeOf : Operator
{
    /// <inheritdoc/>
    public override string Name => "Size";

    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs) => [inputs[0] with { Element = ElementType.Int64, Shape = Shape.Scalar }];

    /// <inheritdoc/>
    public override Dimension[][] Elements(OperatorInputs inputs, IReadOnlyList<TensorType> outputs) => [[inputs.Shape(0).Count]];

    /// <inheritdoc/>
    public override Tensor[] Evaluate(IReadOnlyList<Tensor?> inputs) => [Tensor.Scalar((long)inputs[0]!.Shape.ElementCount)];

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context) => [null];
}
