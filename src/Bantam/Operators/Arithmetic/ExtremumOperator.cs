using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.Arithmetic;

/// <summary>The largest or the smallest of any number of operands. Of several equal ones the first gets the gradient.</summary>
public abstract record ExtremumOperator : ElementwiseOperator
{
    /// <inheritdoc/>
    public sealed override int Arity => 1;

    /// <inheritdoc/>
    public sealed override bool IsVariadic => true;

    /// <inheritdoc/>
    public sealed override Tensor?[] Gradient(GradientContext context)
    {
        var gradients = new Tensor?[context.Inputs.Count];
        var rest = context.OutputGradient;
        for (var i = 0; i < gradients.Length; i++)
        {
            var isChosen = Tensor.Equal(context.Inputs[i]!, context.Outputs[0]);
            gradients[i] = SumTo(Tensor.Where(isChosen, rest, 0f), context.Inputs[i]!);
            rest = Tensor.Where(isChosen, 0f, rest);
        }

        return gradients;
    }
}
