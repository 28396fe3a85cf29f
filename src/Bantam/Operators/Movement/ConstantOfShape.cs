using Bantam.Autodiff;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators.Movement;

/// <summary>
/// A tensor of the shape in input 0 with one number everywhere. <see href="https://onnx.ai/onnx/operators/onnx__ConstantOfShape.html"/>
/// </summary>
/// <param name="Value">The number.</param>
public sealed record ConstantOfShape(Scalar Value) : ElementwiseOperator
{
    /// <summary>A tensor with a number that is rounded to an element type.</summary>
    public ConstantOfShape(ElementType element, double value)
        : this(Scalar.Of(element, value))
    {
    }

    /// <inheritdoc/>
    public override int Arity => 1;

    /// <inheritdoc/>
    public override int ShapeInputs => 1;

    /// <inheritdoc/>
    public override Tensor[] Evaluate(IReadOnlyList<Tensor?> inputs) => [Value.ToTensor().Expand(InferFor(inputs)[0].Shape)];

    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) => Constant.Of(KernelTypes.Of(Value.Element), Value.ToDouble());

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context) => [null];

    /// <inheritdoc/>
    protected override ElementType Result(OperatorInputs inputs) => Value.Element;

    /// <inheritdoc/>
    protected override Shape ResultShape(OperatorInputs inputs) => new(inputs.Sizes(0, "The shape"));
}
