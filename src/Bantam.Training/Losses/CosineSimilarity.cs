using Bantam.Tensors;
using Bantam.Training.Metrics;

namespace Bantam.Training.Losses;

/// <summary>
/// −cos of the angle between prediction and target: −1 where they point the same way, 1 where they point opposite ways, 0 where one of
/// them is 0. Measured beside another loss it is the cosine itself.
/// </summary>
/// <param name="axis">The axis of the vectors; negative ones count from the end.</param>
public sealed class CosineSimilarity(int axis = -1) : Loss
{
    /// <inheritdoc/>
    protected override Tensor Values(Tensor prediction, Tensor target, bool isLogits)
    {
        var along = prediction.Shape.Axis(axis);
        return -(Direction(prediction, along) * Direction(SameShape(prediction, target), along)).ReduceSum([along]);
    }

    /// <inheritdoc/>
    internal override Metric AsMetric() => new MeanError(Name, this, isNegated: true);

    /// <summary>A vector of length 1; one that is shorter than 10⁻⁷ becomes shorter than 1.</summary>
    private static Tensor Direction(Tensor x, int axis) =>
        x / Tensor.Max((x * x).ReduceSum([axis], keepDimensions: true), Epsilon * Epsilon).Sqrt();
}
