using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.Comparison;

/// <summary>A question about each element of a floating-point tensor; the result is Bool, and no gradient flows.</summary>
public abstract record FloatTest : ElementwiseOperator
{
    /// <inheritdoc/>
    public sealed override int Arity => 1;

    /// <inheritdoc/>
    public sealed override Tensor?[] Gradient(GradientContext context) => [null];

    /// <inheritdoc/>
    protected sealed override ElementType Result(OperatorInputs inputs) => inputs[0].Element.IsFloating() ? ElementType.Bool
        : throw new ShapeException($"the input must be floating-point; it is {inputs[0]}. Whole numbers are neither infinite nor NaN.");
}
