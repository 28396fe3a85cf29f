namespace Bantam.Training.Data.Checking;

/// <summary>
/// Finds wrong labels by confident learning (C. Northcutt, L. Jiang and I. Chuang, "Confident learning: estimating uncertainty in dataset
/// labels", 2021): a sample is counted as of the likeliest of those classes that are at least as likely for it as they are, in the mean,
/// for samples that are labelled so. What is counted beside its label is likely wrong.
/// </summary>
public sealed class ConfidentLearning
{
    private readonly float[] _thresholds;
    private readonly long[,] _joint;

    /// <summary>Looks at labels.</summary>
    /// <param name="probabilities">
    /// The probability of each class for each sample, [samples, classes] row by row, by a model that has not learned from that sample:
    /// see <see cref="DatasetExtensions.Folds"/>.
    /// </param>
    /// <param name="labels">The label of each sample.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <exception cref="ArgumentException">There are more or fewer probabilities, or a label is no class.</exception>
    public ConfidentLearning(ReadOnlySpan<float> probabilities, IReadOnlyList<long> labels, int classes)
    {
        ArgumentNullException.ThrowIfNull(labels);
        Hyperparameter.AtLeast(1, classes, nameof(classes));
        if (probabilities.Length != (long)labels.Count * classes)
            throw new ArgumentException(
                $"Each of {labels.Count} samples must have a probability for each of {classes} classes; there are " +
                $"{probabilities.Length}.", nameof(probabilities));
        foreach (var label in labels)
            if (label < 0 || label >= classes)
                throw new ArgumentException($"Labels of {classes} classes are 0 to {classes - 1}; one is {label}.", nameof(labels));
        _thresholds = MeanConfidences(probabilities, labels, classes);
        _joint = new long[classes, classes];
        var issues = new List<LabelIssue>();
        for (var i = 0; i < labels.Count; i++)
        {
            var row = probabilities.Slice(i * classes, classes);
            var given = (int)labels[i];
            if (Counted(row) is not { } actual) continue;
            _joint[given, actual]++;
            if (actual != given) issues.Add(new LabelIssue(i, given, actual, row[given], row[actual]));
        }

        Issues = [.. issues.OrderByDescending(i => i.SuggestedProbability - i.GivenProbability).ThenBy(i => i.Index)];
    }

    /// <summary>The samples whose labels are likely wrong, the likeliest first: by how much likelier the other class is.</summary>
    public IReadOnlyList<LabelIssue> Issues { get; }

    /// <summary>For each class how likely it is, in the mean, for samples that are labelled so.</summary>
    public IReadOnlyList<float> Thresholds => _thresholds;

    /// <summary>How many samples of a label count as of a class: the confident joint.</summary>
    /// <param name="label">The label.</param>
    /// <param name="actual">The class.</param>
    public long Joint(int label, int actual) => _joint[label, actual];

    private int? Counted(ReadOnlySpan<float> row)
    {
        var best = -1;
        for (var c = 0; c < row.Length; c++)
            if (row[c] >= _thresholds[c] && (best < 0 || row[c] > row[best]))
                best = c;
        return best < 0 ? null : best;
    }

    private static float[] MeanConfidences(ReadOnlySpan<float> probabilities, IReadOnlyList<long> labels, int classes)
    {
        var (sums, counts) = (new double[classes], new long[classes]);
        for (var i = 0; i < labels.Count; i++)
        {
            sums[labels[i]] += probabilities[(i * classes) + (int)labels[i]];
            counts[labels[i]]++;
        }

        // A class that no label names has no mean, and no sample counts as of it.
        return [.. sums.Select((sum, c) => counts[c] == 0 ? float.PositiveInfinity : (float)(sum / counts[c]))];
    }
}
