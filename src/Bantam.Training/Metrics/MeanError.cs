using Bantam.Tensors;
using Bantam.Training.Losses;

namespace Bantam.Training.Metrics;

/// <summary>A loss as a metric, beside the one that is minimized.</summary>
/// <param name="name">Its name.</param>
/// <param name="loss">The loss.</param>
public sealed class MeanError(string name, Loss loss) : Metric
{
    private readonly Loss _loss = loss ?? throw new ArgumentNullException(nameof(loss));

    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override bool HigherIsBetter => false;

    /// <inheritdoc/>
    public override Tensor Sums(Tensor prediction, Tensor target) => _loss.Apply(prediction, target) * (float)prediction.Shape[0].Size;
}
