using Bantam.Tensors;

namespace Bantam.Training.Metrics;

/// <summary>
/// A confusion matrix: rows are targets, columns predictions, the last column samples without a prediction because a score is NaN. Its
/// value is the accuracy.
/// </summary>
public sealed class ConfusionMatrix : Metric
{
    /// <inheritdoc/>
    public override string Name => "confusion";

    /// <inheritdoc/>
    public override Tensor Sums(Tensor prediction, Tensor target)
    {
        var classes = Math.Max(prediction.Shape[-1].Size, 2);
        var wanted = Classes.OneHot(Classes.Wanted(target, prediction.Shape), classes);
        var predicted = Classes.OneHot(Classes.Predicted(prediction, 0.5f), classes + 1);
        return wanted.TransposeLast().MatMul(predicted);
    }

    /// <inheritdoc/>
    public override double Value(ReadOnlySpan<double> sums, long samples)
    {
        var table = new ConfusionTable(sums.ToArray());
        return table.Accuracy;
    }
}
