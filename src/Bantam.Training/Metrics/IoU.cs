using Bantam.Tensors;

namespace Bantam.Training.Metrics;

/// <summary>
/// Intersection over union of predicted and wanted areas, tp / (tp + fp + fn), the mean over some classes; those that neither are wanted
/// nor predicted anywhere are left out. Predictions are scores [.., classes], or single ones above a threshold; targets class numbers or
/// one-hot vectors.
/// </summary>
/// <param name="targetClassIds">The classes.</param>
/// <param name="threshold">The threshold above which a single score predicts class 1: 0.5 for probabilities, 0 for logits.</param>
/// <param name="name">Its name; null for <c>iou</c>.</param>
public class IoU(IReadOnlyList<int> targetClassIds, float threshold = 0.5f, string? name = null) : Metric
{
    private readonly ConfusionMatrix _matrix = new(threshold);

    /// <inheritdoc/>
    public override string Name { get; } = name ?? "iou";

    /// <inheritdoc/>
    public override Tensor Sums(Tensor prediction, Tensor target)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        var classes = Math.Max(prediction.Shape[-1].Size, 2);
        foreach (var id in ClassesOf(classes))
            if (id < 0 || id >= classes)
                throw new ShapeException($"{Name}: classes must be 0 to {classes - 1}; one is {id}.");
        return _matrix.Sums(prediction, target);
    }

    /// <inheritdoc/>
    public override double Value(ReadOnlySpan<double> sums, long samples)
    {
        var table = new ConfusionTable(sums.ToArray());
        return ClassesOf(table.Classes).Select(table.IoU).OfType<double>().DefaultIfEmpty(0).Average();
    }

    /// <summary>The classes that count of so many.</summary>
    private protected virtual IEnumerable<int> ClassesOf(int classes) => targetClassIds;
}
