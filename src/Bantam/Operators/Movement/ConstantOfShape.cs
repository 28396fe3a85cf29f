using Bantam.Autodiff;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators.Movement;

/// <summary>A tensor of the shape in input 0 with one number everywhere. <see href="https://onnx.ai/onnx/operators/onnx__ConstantOfShape.html"/></summary>
/// <param name="Element">The element type.</param>
/// <param name="Value">The number.</param>
public sealed record ConstantOfShape(ElementType Element, double Value) : ElementwiseOperator
{
    /// <inheritdoc/>
    public override int Arity => 1;

    /// <inheritdoc/>
    public override int ShapeInputs => 1;

    /// <inheritdoc/>
    public override Tensor[] Evaluate(IReadOnlyList<Tensor?> inputs)
    {
        var type = InferFor(inputs)[0];
        var numbers = new double[type.Shape.ElementCount];
        Array.Fill(numbers, Value);
        return [Tensor.FromDoubles(type, numbers)];
    }

    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) => Constant.Of(BodyEvaluator.ParameterType(Element), Value);

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context) => [null];

    /// <inheritdoc/>
    protected override ElementType Result(OperatorInputs inputs) => Element;

    /// <inheritdoc/>
    protected override Shape ResultShape(OperatorInputs inputs) => Shape.Of(inputs.Integers(0, "The shape"));
}
