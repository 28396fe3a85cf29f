using Bantam.Tensors;

namespace Bantam.Training.Metrics;

/// <summary>
/// The harmonic mean of precision and recall, 2·tp / (2·tp + fp + fn). Of scores [.., classes] the highest is predicted, or with a
/// threshold each above it; a single score is predicted above ½. Targets are class numbers or vectors of 0 and 1.
/// </summary>
/// <param name="average">How the scores of classes become one.</param>
/// <param name="threshold">The threshold; null for the highest score.</param>
/// <param name="name">Its name; null for <c>f1_score</c>.</param>
/// <exception cref="ArgumentOutOfRangeException">The threshold is no number.</exception>
public sealed class F1Score(F1Average average = F1Average.Macro, float? threshold = null, string? name = null) : Metric
{
    private readonly float? _threshold = threshold is { } given ? Hyperparameter.Finite(given, nameof(threshold)) : null;

    /// <inheritdoc/>
    public override string Name { get; } = name ?? "f1_score";

    /// <summary>Of each class true positives, then of each all predicted ones, then of each all that should be.</summary>
    /// <inheritdoc/>
    public override Tensor Sums(Tensor prediction, Tensor target)
    {
        var classes = prediction.Shape[-1].Size;
        var samples = prediction.Shape.ElementCount / Math.Max(classes, 1);
        var truth = Classes.Truth(target, prediction).Reshape(samples, classes);
        var predicted = _threshold is null && classes > 1 ? Classes.OneHot(Classes.Predicted(prediction, 0), classes)
            : (prediction > (_threshold ?? 0.5f)).Cast(ElementType.Float).Reshape(samples, classes);
        return Tensor.Concat(0, (truth * predicted).ReduceSum([0]), predicted.ReduceSum([0]), truth.ReduceSum([0]));
    }

    /// <inheritdoc/>
    public override double Value(ReadOnlySpan<double> sums, long samples)
    {
        var classes = sums.Length / 3;
        var (right, predicted) = (sums[..classes].ToArray(), sums[classes..(2 * classes)].ToArray());
        var wanted = sums[(2 * classes)..].ToArray();
        if (average == F1Average.Micro) return Score(right.Sum(), predicted.Sum(), wanted.Sum());
        var scores = right.Select((r, c) => Score(r, predicted[c], wanted[c])).ToArray();
        if (average == F1Average.Macro) return scores.Average();
        return wanted.Sum() == 0 ? 0 : scores.Select((s, c) => s * wanted[c]).Sum() / wanted.Sum();
    }

    private static double Score(double right, double predicted, double wanted) =>
        predicted + wanted == 0 ? 0 : 2 * right / (predicted + wanted);
}
