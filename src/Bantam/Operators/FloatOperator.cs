using Bantam.Tensors;

namespace Bantam.Operators;

/// <summary>An elementwise operator that means something of fractions only.</summary>
public abstract record FloatOperator : ElementwiseOperator
{
    /// <inheritdoc/>
    protected sealed override ElementType Result(OperatorInputs inputs)
    {
        var element = base.Result(inputs);
        return element.IsFloating() ? element : throw new ShapeException($"the input must be Float or Double; it is {inputs[0]}. Cast it.");
    }
}
