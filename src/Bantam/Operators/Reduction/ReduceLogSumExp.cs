using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.Reduction;

/// <summary>ln Σ eˣ over axes, without overflow. <see href="https://onnx.ai/onnx/operators/onnx__ReduceLogSumExp.html"/></summary>
/// <inheritdoc/>
public sealed record ReduceLogSumExp(bool KeepDimensions, bool NoopWithEmptyAxes = false)
    : ReduceOperator(KeepDimensions, NoopWithEmptyAxes)
{
    /// <inheritdoc/>
    public override Tensor[]? Expand(IReadOnlyList<Tensor?> inputs)
    {
        // Whatever is subtracted before and added after cancels; the largest element keeps the exponentials at 1 and below. An infinite
        // one needs no help, and ∞ − ∞ would be no number.
        var (x, axes) = (inputs[0]!, inputs.ElementAtOrDefault(1));
        if (!KeepDimensions && AreComputed(axes)) return null;
        var largest = Finite(new ReduceMax(KeepDimensions, NoopWithEmptyAxes).ApplyOne(x, axes));
        var sum = new ReduceSum(KeepDimensions, NoopWithEmptyAxes).ApplyOne((x - Restore(largest, x, axes)).Exp(), axes);
        return [sum.Log() + largest];
    }

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context)
    {
        var (x, axes) = (context.Inputs[0]!, context.Inputs.ElementAtOrDefault(1));
        return [Restore(context.OutputGradient, x, axes) * (x - Restore(Finite(context.Outputs[0]), x, axes)).Exp(), null];
    }

    /// <inheritdoc/>
    protected override T Fold<T>(IReadOnlyList<T> elements)
    {
        var exponents = elements.Select(double.CreateTruncating).ToArray();
        var largest = exponents.DefaultIfEmpty(double.NegativeInfinity).Max();
        if (!double.IsFinite(largest)) largest = 0;
        return T.CreateTruncating(largest + Math.Log(exponents.Sum(x => Math.Exp(x - largest))));
    }

    private static Tensor Finite(Tensor x) => Tensor.Where(x.Abs() < double.PositiveInfinity, x, 0f);
}
