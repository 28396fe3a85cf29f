using Bantam.Tensors;
using Bantam.Training.Data;

namespace Bantam.Training.Losses;

/// <summary>
/// Σ max(0, score − the score of the label + margin) over all other classes, as a support vector machine of several classes has it
/// (J. Weston and C. Watkins, 1999; the layer <c>svm</c> of ConvNetJS). Predictions are [batch, .., classes], targets the numbers of the
/// classes, [batch, ..] in any integer type.
/// </summary>
/// <param name="margin">By how much the score of the label should be ahead, above 0.</param>
/// <exception cref="ArgumentOutOfRangeException">The number is outside its range.</exception>
public sealed class SvmLoss(float margin = 1) : Loss
{
    private readonly float _margin = Hyperparameter.Positive(margin, nameof(margin));

    /// <inheritdoc/>
    internal override void Check(BatchReader batch, int index, Field field, Shape prediction) =>
        LabelCheck.Run(batch, index, field, prediction[-1].Size);

    /// <inheritdoc/>
    protected override Tensor Values(Tensor prediction, Tensor target, bool isLogits)
    {
        var classes = prediction.Shape[-1].Size;
        var labels = Labels(prediction, target, nameof(CategoricalHinge));
        var scores = prediction.Reshape(labels.Shape[0].Size, classes);
        var isLabel = Tensor.Equal(labels, ClassNumbers(classes));
        var own = Tensor.Where(isLabel, scores, 0f).ReduceSum([1], keepDimensions: true);
        return SumOfLast(Tensor.Where(isLabel, 0f, (scores - own + _margin).Relu()));
    }
}
