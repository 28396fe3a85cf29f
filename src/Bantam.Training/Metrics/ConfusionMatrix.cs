using Bantam.Tensors;

namespace Bantam.Training.Metrics;

/// <summary>
/// A confusion matrix: rows are targets, columns predictions, the last column samples without a prediction because a score is NaN. Its
/// value is the accuracy.
/// </summary>
/// <param name="threshold">The threshold above which a single score predicts class 1: 0.5 for probabilities, 0 for logits.</param>
public sealed class ConfusionMatrix(float threshold = 0.5f) : Metric
{
    private readonly float _threshold = Hyperparameter.Finite(threshold, nameof(threshold));

    /// <inheritdoc/>
    public override string Name => "confusion";

    /// <inheritdoc/>
    public override Tensor Sums(Tensor prediction, Tensor target)
    {
        var classes = Math.Max(prediction.Shape[-1].Size, 2);
        var wanted = Classes.OneHot(Classes.Wanted(target, prediction.Shape), classes);
        var predicted = Classes.OneHot(Classes.Predicted(prediction, _threshold), classes + 1);
        return wanted.TransposeLast().MatMul(predicted);
    }

    /// <inheritdoc/>
    public override double Value(ReadOnlySpan<double> sums, long samples)
    {
        var table = new ConfusionTable(sums.ToArray());
        return table.Accuracy;
    }
}
