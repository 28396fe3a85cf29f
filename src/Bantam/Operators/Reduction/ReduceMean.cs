using Bantam.Tensors;

namespace Bantam.Operators.Reduction;

/// <summary>The mean over axes; of integers towards zero. <see href="https://onnx.ai/onnx/operators/onnx__ReduceMean.html"/></summary>
/// <inheritdoc/>
public sealed record ReduceMean(bool KeepDimensions, bool NoopWithEmptyAxes = false) : ReduceOperator(KeepDimensions, NoopWithEmptyAxes)
{
    /// <inheritdoc/>
    public override Tensor[]? Expand(IReadOnlyList<Tensor?> inputs)
    {
        // The sum of integers may not fit their type, though the mean does.
        var input = inputs[0]!;
        if (!input.Element.IsFloating() || AreComputed(inputs.ElementAtOrDefault(1))) return null;
        var axes = Axes(input.Shape, inputs.ElementAtOrDefault(1)?.ToIntegers());
        var count = axes.Aggregate((Dimension)1, (product, axis) => product * input.Shape[axis]);
        var sum = new ReduceSum(KeepDimensions, NoopWithEmptyAxes).ApplyOne(inputs);
        if (count.IsKnown) return [sum * (1.0 / count.Size)];

        // The same bits: a quotient that is rounded to a wider type first is the same where that has twice the digits and two more.
        var counted = axes.Select(axis => input.ShapeOf(axis, axis + 1)).Aggregate((product, size) => product * size);
        return [sum * (1.0 / counted.Reshape().Cast(input.Element))];
    }

    /// <inheritdoc/>
    protected override T Fold<T>(IReadOnlyList<T> elements) => elements.Count > 0 || T.Zero is double
        ? Sum(elements) / T.CreateChecked(elements.Count)
        : throw new ShapeException("of no whole numbers there is no mean; an axis that is folded must have elements.");
}
