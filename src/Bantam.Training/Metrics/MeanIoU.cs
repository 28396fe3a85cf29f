using Bantam.Tensors;

namespace Bantam.Training.Metrics;

/// <summary>Intersection over union, the mean over all classes; see <see cref="IoU"/>.</summary>
/// <param name="threshold">The threshold above which a single score predicts class 1: 0.5 for probabilities, 0 for logits.</param>
/// <param name="name">Its name; null for <c>mean_iou</c>.</param>
public sealed class MeanIoU(float threshold = 0.5f, string? name = null) : IoU([], threshold, name ?? "mean_iou")
{
    /// <inheritdoc/>
    private protected override IEnumerable<int> ClassesOf(int classes) => Enumerable.Range(0, classes);
}
