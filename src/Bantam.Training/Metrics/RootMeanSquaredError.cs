using Bantam.Tensors;

namespace Bantam.Training.Metrics;

/// <summary>The root of the mean of (prediction − target)² over all samples.</summary>
public sealed class RootMeanSquaredError : Metric
{
    private readonly Losses.MeanSquaredError _squares = new();

    /// <inheritdoc/>
    public override string Name => "root_mean_squared_error";

    /// <inheritdoc/>
    public override bool HigherIsBetter => false;

    /// <inheritdoc/>
    public override Tensor Sums(Tensor prediction, Tensor target)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        return _squares.Apply(prediction, target) * prediction.Shape[0].Size;
    }

    /// <inheritdoc/>
    public override double Value(ReadOnlySpan<double> sums, long samples) => Math.Sqrt(sums[0] / samples);
}
