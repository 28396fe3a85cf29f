using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Losses;

namespace Bantam.Training.Metrics;

/// <summary>A loss as a metric, beside the one that is minimized.</summary>
/// <param name="name">Its name.</param>
/// <param name="loss">The loss.</param>
/// <param name="isNegated">Whether the metric is the loss with the other sign, so that higher is better.</param>
public sealed class MeanError(string name, Loss loss, bool isNegated = false) : Metric
{
    private readonly Loss _loss = loss ?? throw new ArgumentNullException(nameof(loss));

    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override bool HigherIsBetter => isNegated;

    /// <inheritdoc/>
    public override Tensor Sums(Tensor prediction, Tensor target) =>
        _loss.Apply(prediction, target) * (isNegated ? -1f : 1f) * prediction.Shape[0].Size;

    /// <inheritdoc/>
    internal override void RequireEnd(Value output) => _loss.RequireEnd(output);
}
