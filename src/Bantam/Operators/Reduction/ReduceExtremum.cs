using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.Reduction;

/// <summary>The largest or the smallest element over axes. Elements that are equally large, or small, share the gradient.</summary>
/// <inheritdoc/>
public abstract record ReduceExtremum(bool KeepDimensions, bool NoopWithEmptyAxes = false)
    : ReduceOperator(KeepDimensions, NoopWithEmptyAxes)
{
    /// <summary>Truth values are bytes of 0 and 1.</summary>
    public sealed override Tensor[]? Expand(IReadOnlyList<Tensor?> inputs) => inputs[0]!.Element == ElementType.Bool
        ? [ApplyOne(inputs[0]!.Cast(ElementType.UInt8), inputs.ElementAtOrDefault(1)).Cast(ElementType.Bool)]
        : base.Expand(inputs);

    /// <inheritdoc/>
    public sealed override Tensor?[] Gradient(GradientContext context)
    {
        var (input, axes) = (context.Inputs[0]!, context.Inputs.ElementAtOrDefault(1));
        var isChosen = Tensor.Equal(input, Restore(context.Outputs[0], input, axes));
        var count = new ReduceSum(KeepDimensions, NoopWithEmptyAxes).ApplyOne(isChosen.Cast(input.Element), axes);
        return [Tensor.Where(isChosen, Restore(context.OutputGradient / count, input, axes), 0f), null];
    }
}
