using Bantam.Tensors;

namespace Bantam.Training.Metrics;

/// <summary>
/// The coefficient of determination, 1 − Σ(target − prediction)² / Σ(target − their mean)², the mean over all outputs: 1 where predictions
/// are right, 0 where they are no better than the mean. An output whose targets are all equal counts as 0, or as 1 where it is predicted
/// exactly.
/// </summary>
public sealed class R2Score : Metric
{
    private const int Parts = 5;

    /// <inheritdoc/>
    public override string Name => "r2_score";

    /// <summary>
    /// Of each output the samples; a number near the mean of the targets; the sums of the targets less it and of their squares; and the
    /// sum of squared errors. Sums of the targets themselves would lose the digits in which they differ.
    /// </summary>
    /// <inheritdoc/>
    public override Tensor Sums(Tensor prediction, Tensor target)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        ArgumentNullException.ThrowIfNull(target);
        var samples = prediction.Shape[0].Size;
        var outputs = prediction.Shape.ElementCount / samples;
        if (target.Shape.ElementCount != prediction.Shape.ElementCount)
            throw new ShapeException(
                $"the target must have the prediction's shape; the prediction is {prediction.Shape}, the target {target.Shape}.");
        var (wanted, error) = (target.Cast(ElementType.Float).Reshape(samples, outputs), prediction.Reshape(samples, outputs));
        error -= wanted;
        var center = wanted.ReduceMean([0]);
        var distance = wanted - center;
        return Tensor.Concat(
            0, Tensor.Full((float)samples, Shape.Of(outputs)), center, distance.ReduceSum([0]), (distance * distance).ReduceSum([0]),
            (error * error).ReduceSum([0]));
    }

    /// <inheritdoc/>
    public override double Value(ReadOnlySpan<double> sums, long samples)
    {
        var outputs = sums.Length / Parts;
        var total = 0.0;
        for (var i = 0; i < outputs; i++)
        {
            var (sum, squares, error) = (sums[outputs + i], sums[(3 * outputs) + i], sums[(4 * outputs) + i]);
            var deviation = squares - (sum * sum / sums[i]);
            total += deviation > 0 ? 1 - (error / deviation) : error == 0 ? 1 : 0;
        }

        return total / outputs;
    }

    /// <summary>
    /// In doubles the sums of targets and of their squares are exact enough: they take the places of the center and its sums.
    /// </summary>
    /// <inheritdoc/>
    protected internal override void Add(Span<double> totals, ReadOnlySpan<float> sums)
    {
        var outputs = sums.Length / Parts;
        for (var i = 0; i < outputs; i++)
        {
            double count = sums[i], center = sums[outputs + i], moved = sums[(2 * outputs) + i];
            totals[i] += count;
            totals[outputs + i] += (count * center) + moved;
            totals[(3 * outputs) + i] += sums[(3 * outputs) + i] + (2 * center * moved) + (count * center * center);
            totals[(4 * outputs) + i] += sums[(4 * outputs) + i];
        }
    }
}
