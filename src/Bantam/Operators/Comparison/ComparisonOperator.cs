using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.Comparison;

/// <summary>A comparison of two operands of one type, broadcast; the result is Bool, and no gradient flows.</summary>
public abstract record ComparisonOperator : ElementwiseOperator
{
    /// <inheritdoc/>
    public sealed override int Arity => 2;

    /// <inheritdoc/>
    public sealed override Tensor?[] Gradient(GradientContext context) => [null, null];

    /// <inheritdoc/>
    protected sealed override ElementType Result(OperatorInputs inputs)
    {
        base.Result(inputs);
        return ElementType.Bool;
    }
}
