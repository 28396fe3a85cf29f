using Bantam.Graphs;
using Bantam.Operators.Loss;
using Bantam.Tensors;
using Bantam.Training.Data;

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
    private protected override string? EndsIn => fromLogits ? null : "a softmax";

    /// <inheritdoc/>
    public override bool TakesLogitsOf(Node last) => CategoricalCrossentropy.IsSoftmax(last);

    /// <inheritdoc/>
    internal override void Check(BatchReader batch, int index, Field field, Shape prediction)
    {
        if (prediction is { Rank: > 0 } && prediction[-1].IsKnown) LabelCheck.Run(batch, index, field, prediction[-1].Size);
    }

    /// <inheritdoc/>
    protected override Tensor Values(Tensor prediction, Tensor target, bool isLogits) =>
        fromLogits || isLogits ? OfLogits(prediction, target, LossReduction.None) : OfProbabilities(prediction, target);

    /// <inheritdoc/>
    private protected override Tensor Mean(Tensor prediction, Tensor target, bool isLogits) =>
        fromLogits || isLogits ? OfLogits(prediction, target, LossReduction.Mean) : base.Mean(prediction, target, isLogits);

    private static Tensor OfLogits(Tensor prediction, Tensor target, LossReduction reduction)
    {
        var labels = Labels(prediction, target, nameof(CategoricalCrossentropy));
        return new SoftmaxCrossEntropyLoss(reduction).Apply(
            prediction.Reshape(labels.Shape[0].Size, prediction.Shape[-1].Size), labels.Squeeze(1))[0];
    }

    private static Tensor OfProbabilities(Tensor prediction, Tensor target)
    {
        var classes = prediction.Shape[-1].Size;
        var labels = Labels(prediction, target, nameof(CategoricalCrossentropy));
        var probabilities = CategoricalCrossentropy.Normalized(prediction.Reshape(labels.Shape[0].Size, classes));
        return -SumOfLast(
            Tensor.Where(Tensor.Equal(labels, ClassNumbers(classes)), CategoricalCrossentropy.Logarithm(probabilities), 0f));
    }
}
