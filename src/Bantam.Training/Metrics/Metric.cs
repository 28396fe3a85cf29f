using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Losses;

namespace Bantam.Training.Metrics;

/// <summary>A metric of predictions: graph code for one batch, whose sums over all batches give the result.</summary>
public abstract class Metric
{
    /// <summary>Its name in progress, histories and graphs: <c>accuracy</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Whether higher values are better.</summary>
    public virtual bool HigherIsBetter => true;

    /// <summary>What a batch adds; a scalar, or a tensor of several sums. Floats.</summary>
    /// <param name="prediction">What the model computes.</param>
    /// <param name="target">What it should be.</param>
    public abstract Tensor Sums(Tensor prediction, Tensor target);

    /// <summary>The result; by default the first sum divided by the samples.</summary>
    /// <param name="sums">What all batches added.</param>
    /// <param name="samples">How many samples there were.</param>
    public virtual double Value(ReadOnlySpan<double> sums, long samples) => sums[0] / samples;

    /// <summary>Adds what a batch measured to the totals; by default one number to the other.</summary>
    /// <param name="totals">What the batches before added.</param>
    /// <param name="sums">What <see cref="Sums"/> gave for the batch, equally many.</param>
    protected internal virtual void Add(Span<double> totals, ReadOnlySpan<float> sums)
    {
        for (var i = 0; i < sums.Length; i++) totals[i] += sums[i];
    }

    /// <summary>
    /// A loss is a metric of its name, measured beside the one that is minimized: <c>Metrics = [new MeanSquaredError()]</c>.
    /// </summary>
    public static implicit operator Metric(Loss loss) => FromLoss(loss);

    /// <summary>A loss as a metric.</summary>
    public static Metric FromLoss(Loss loss)
    {
        ArgumentNullException.ThrowIfNull(loss);
        return loss.AsMetric();
    }

    /// <summary>Makes sure that what a model gives can be what the metric takes.</summary>
    /// <exception cref="Running.TrainingException">It cannot.</exception>
    internal virtual void RequireEnd(Value output)
    {
    }
}
