namespace Bantam.Training.Metrics;

/// <summary>Counts of a <see cref="ConfusionMatrix"/>, and what follows from them for each class.</summary>
/// <param name="counts">Row by row, behind the columns of the classes one of what was taken for none.</param>
public sealed class ConfusionTable(IReadOnlyList<double> counts)
{
    /// <summary>How many classes there are.</summary>
    public int Classes { get; } = (int)Math.Sqrt(counts.Count);

    /// <summary>How often a class was taken for another.</summary>
    /// <param name="target">What it is.</param>
    /// <param name="prediction">What it was taken for.</param>
    public long this[int target, int prediction] => (long)counts[(target * (Classes + 1)) + prediction];

    /// <summary>How many samples of a class were taken for none, because a score is NaN.</summary>
    public long Unpredicted(int target) => this[target, Classes];

    /// <summary>All predictions.</summary>
    public long Total => (long)counts.Sum();

    /// <summary>How many predictions are right.</summary>
    public double Accuracy => Ratio(Range.Sum(c => this[c, c]), Total);

    private IEnumerable<int> Range => Enumerable.Range(0, Classes);

    /// <summary>How many of the samples of a class were found.</summary>
    public double Recall(int target) => Ratio(this[target, target], Range.Sum(p => this[target, p]) + Unpredicted(target));

    /// <summary>How many of the predictions of a class are right.</summary>
    public double Precision(int prediction) => Ratio(this[prediction, prediction], Range.Sum(t => this[t, prediction]));

    private static double Ratio(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}
