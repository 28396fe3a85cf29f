using Bantam.Tensors;

namespace Bantam.Operators.Movement;

/// <summary>An operator whose output has the elements of its input in the same order under another shape.</summary>
public abstract record MovementOperator : Operator
{
    /// <inheritdoc/>
    public sealed override bool Moves(int input) => input == 0;

    /// <inheritdoc/>
    public sealed override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs) =>
        [new NdArray(outputs[0], (double[])inputs[0]!.Elements.Clone())];

    /// <inheritdoc/>
    public sealed override Tensor?[] Gradient(Autodiff.GradientContext context)
    {
        var gradients = new Tensor?[context.Inputs.Count];
        gradients[0] = context.OutputGradient.Reshape(context.Inputs[0]!.Shape);
        return gradients;
    }
}
