using Bantam.Graphs;
using Bantam.Operators.Loss;
using Bantam.Tensors;

namespace Bantam.Training.Losses;

/// <summary>
/// −ln p[label]. Predictions are [batch, .., classes], targets the numbers of the classes, [batch, ..] in any integer type.
/// </summary>
/// <param name="fromLogits">
/// Whether predictions are logits; else they are probabilities, which are normalized to a sum of 1. Where the model ends in a softmax,
/// its logits are used.
/// </param>
public sealed class SparseCategoricalCrossentropy(bool fromLogits = false) : Loss
{
    /// <inheritdoc/>
    public override bool TakesLogitsOf(Node last) => CategoricalCrossentropy.IsSoftmax(last);

    /// <inheritdoc/>
    internal override int? ClassesOf(Shape prediction) =>
        prediction is { Rank: > 0 } && prediction[-1].IsKnown ? prediction[-1].Size : null;

    /// <inheritdoc/>
    public override Tensor Apply(Tensor prediction, Tensor target, bool isLogits = false)
    {
        if (target.Element.IsFloating())
            throw new ShapeException(
                $"the target must be the number of a class, an integer; it is {target.Type}. Of one-hot targets take " +
                $"CategoricalCrossentropy.");
        var classes = prediction.Shape[-1].Size;
        var samples = prediction.Shape.ElementCount / Math.Max(classes, 1);
        if (target.Shape.ElementCount != samples)
            throw new ShapeException(
                $"the target must have the prediction's shape without the classes; the prediction is {prediction.Shape}, the target " +
                $"{target.Shape}.");
        var labels = target.Reshape(samples);
        if (fromLogits || isLogits) return new SoftmaxCrossEntropyLoss().Apply(prediction.Reshape(samples, classes), labels)[0];
        var logarithms = CategoricalCrossentropy.Logarithm(CategoricalCrossentropy.Normalized(prediction.Reshape(samples, classes)));
        var isLabel = Tensor.Equal(
            labels.Cast(ElementType.Int32).Unsqueeze(1), Tensor.From<int>([.. Enumerable.Range(0, classes)], Shape.Of(classes)));
        return -MeanOfSums(Tensor.Where(isLabel, logarithms, 0f));
    }
}
