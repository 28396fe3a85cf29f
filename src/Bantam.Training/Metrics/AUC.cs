using Bantam.Tensors;

namespace Bantam.Training.Metrics;

/// <summary>
/// The area under a curve over thresholds at equal distances from 0 to 1, with the numbers of Keras: of ROC trapezoids, of precision and
/// recall interpolated between the counts (J. Davis and M. Goadrich, 2006). Predictions are probabilities, targets 0 and 1 in their shape;
/// class numbers become one-hot vectors.
/// </summary>
/// <param name="numThresholds">How many thresholds there are, 2 or more.</param>
/// <param name="curve">The curve.</param>
/// <param name="fromLogits">Whether predictions are logits.</param>
/// <param name="name">Its name; null for <c>auc</c>.</param>
/// <exception cref="ArgumentOutOfRangeException">There are fewer than 2 thresholds.</exception>
public sealed class AUC(int numThresholds = 200, AUCCurve curve = AUCCurve.ROC, bool fromLogits = false, string? name = null)
    : Metric
{
    private const float Epsilon = 1e-7f;
    private readonly int _count = Hyperparameter.AtLeast(2, numThresholds, nameof(numThresholds));

    /// <inheritdoc/>
    public override string Name { get; } = name ?? "auc";

    /// <summary>True positives at each threshold, false ones at each, then all that should be and all that should not.</summary>
    /// <inheritdoc/>
    public override Tensor Sums(Tensor prediction, Tensor target)
    {
        var count = prediction.Shape.ElementCount;
        var truth = (Classes.Truth(target, prediction).Reshape(1, count) > 0.5f).Cast(ElementType.Float);
        var scores = (fromLogits ? prediction.Sigmoid() : prediction).Reshape(count, 1);
        float[] thresholds =
        [
            -Epsilon, .. Enumerable.Range(1, _count - 2).Select(i => (float)((double)i / (_count - 1))), 1 + Epsilon,
        ];
        var isAbove = (scores > Tensor.From(thresholds, 1, _count)).Cast(ElementType.Float);
        var both = Tensor.Concat(0, truth, 1f - truth);
        return Tensor.Concat(0, both.MatMul(isAbove).Reshape(2 * _count), both.ReduceSum([1]));
    }

    /// <inheritdoc/>
    public override double Value(ReadOnlySpan<double> sums, long samples)
    {
        var (positives, negatives) = (sums[^2], sums[^1]);
        var area = 0.0;
        for (var i = 0; i + 1 < _count; i++)
        {
            var (right, wrong) = ((From: sums[i], To: sums[i + 1]), (From: sums[_count + i], To: sums[_count + i + 1]));
            area += curve == AUCCurve.ROC
                ? (Ratio(wrong.From, negatives) - Ratio(wrong.To, negatives))
                    * (Ratio(right.From, positives) + Ratio(right.To, positives)) / 2
                : Ratio(Recalled(right, right.From + wrong.From, right.To + wrong.To), positives);
        }

        return area;
    }

    /// <summary>How much the area under precision over recall grows, times all positives.</summary>
    private static double Recalled((double From, double To) right, double predictedFrom, double predictedTo)
    {
        var slope = Ratio(right.From - right.To, predictedFrom - predictedTo);
        var intercept = right.To - (slope * predictedTo);
        var ratio = predictedFrom > 0 && predictedTo > 0 ? predictedFrom / predictedTo : 1;
        return slope * (right.From - right.To + (intercept * Math.Log(ratio)));
    }

    private static double Ratio(double part, double whole) => whole > 0 ? part / whole : 0;
}
