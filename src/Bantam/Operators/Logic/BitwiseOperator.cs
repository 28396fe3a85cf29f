using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.Logic;

/// <summary>An operator on the bits of whole numbers, broadcast; no gradient flows.</summary>
public abstract record BitwiseOperator : ElementwiseOperator
{
    /// <inheritdoc/>
    public override int Arity => 2;

    /// <inheritdoc/>
    public sealed override Tensor?[] Gradient(GradientContext context) => new Tensor?[Arity];

    /// <inheritdoc/>
    protected override ElementType Result(OperatorInputs inputs) =>
        base.Result(inputs) is var element && element.IsInteger() ? element
        : throw new ShapeException($"bits of whole numbers are combined; these are {inputs[0]}.");
}
