namespace Bantam.Training.Metrics;

/// <summary>Counts of a <see cref="ConfusionMatrix"/>, and what follows from them for each class.</summary>
/// <param name="counts">Row by row; after the columns of the classes, one for samples without a prediction.</param>
public sealed class ConfusionTable(IReadOnlyList<double> counts)
{
    /// <summary>How many classes there are.</summary>
    public int Classes { get; } = (int)Math.Sqrt(counts.Count);

    /// <summary>How often a class was predicted as another.</summary>
    /// <param name="target">The true class.</param>
    /// <param name="prediction">The predicted class.</param>
    public long this[int target, int prediction] => (long)counts[(target * (Classes + 1)) + prediction];

    /// <summary>How many samples of a class have no prediction because a score is NaN.</summary>
    public long Unpredicted(int target) => this[target, Classes];

    /// <summary>All predictions.</summary>
    public long Total => (long)counts.Sum();

    /// <summary>The fraction of predictions that are correct.</summary>
    public double Accuracy => Ratio(Range.Sum(c => this[c, c]), Total);

    private IEnumerable<int> Range => Enumerable.Range(0, Classes);

    /// <summary>The fraction of the samples of a class that were predicted as it.</summary>
    public double Recall(int target) => Ratio(this[target, target], Range.Sum(p => this[target, p]) + Unpredicted(target));

    /// <summary>The fraction of the predictions of a class that are correct.</summary>
    public double Precision(int prediction) => Ratio(this[prediction, prediction], Range.Sum(t => this[t, prediction]));

    /// <summary>
    /// Of a class what is right over all that was predicted or should have been; null where it neither was predicted nor should have been.
    /// </summary>
    public double? IoU(int target)
    {
        var union = Range.Sum(p => this[target, p]) + Unpredicted(target) + Range.Sum(t => this[t, target]) - this[target, target];
        return union == 0 ? null : (double)this[target, target] / union;
    }

    private static double Ratio(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}
