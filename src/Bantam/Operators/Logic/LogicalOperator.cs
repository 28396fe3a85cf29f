using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.Logic;

/// <summary>An operator on two truth values, broadcast; no gradient flows.</summary>
public abstract record LogicalOperator : ElementwiseOperator
{
    /// <inheritdoc/>
    public sealed override int Arity => 2;

    /// <inheritdoc/>
    public sealed override Tensor?[] Gradient(GradientContext context) => [null, null];

    /// <inheritdoc/>
    protected sealed override ElementType Result(OperatorInputs inputs) =>
        inputs[0].Element == ElementType.Bool && inputs[1].Element == ElementType.Bool
            ? ElementType.Bool
            : throw new ShapeException($"both inputs must be Bool; they are {inputs[0]} and {inputs[1]}.");
}
