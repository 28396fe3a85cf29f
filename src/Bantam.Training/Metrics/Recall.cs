using Bantam.Tensors;

namespace Bantam.Training.Metrics;

/// <summary>The fraction of what should be that is predicted. An element is predicted where its score is above a threshold.</summary>
/// <param name="threshold">The threshold: 0.5 for probabilities, 0 for logits.</param>
/// <param name="classId">The only class that counts; null for all.</param>
/// <param name="name">Its name; null for <c>recall</c>.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
public sealed class Recall(float threshold = 0.5f, int? classId = null, string? name = null)
    : PositiveCounts(threshold, classId)
{
    /// <inheritdoc/>
    public override string Name { get; } = name ?? "recall";

    /// <inheritdoc/>
    public override double Value(ReadOnlySpan<double> sums, long samples) => Ratio(sums[0], sums[2]);
}
