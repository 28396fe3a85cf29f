using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.Text;

/// <summary>An operator on texts: .NET evaluates it, and no gradient flows.</summary>
public abstract record TextOperator : Operator
{
    /// <inheritdoc/>
    public abstract override Tensor[] Evaluate(IReadOnlyList<Tensor?> inputs);

    /// <inheritdoc/>
    public sealed override Tensor?[] Gradient(GradientContext context) => new Tensor?[context.Inputs.Count];

    /// <summary>The shape of an input of texts.</summary>
    /// <exception cref="ShapeException">It holds others.</exception>
    protected static Shape Texts(OperatorInputs inputs, int index) => inputs[index].Element == ElementType.String ? inputs.Shape(index)
        : throw new ShapeException($"input {index} must hold texts; it is {inputs[index]}.");
}
