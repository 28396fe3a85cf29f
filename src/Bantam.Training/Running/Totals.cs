using Bantam.Training.Metrics;
using Bantam.Training.Steps;

namespace Bantam.Training.Running;

/// <summary>Sums over the batches of an epoch.</summary>
internal sealed class Totals(IReadOnlyList<Metric> metrics)
{
    /// <summary>The losses of the samples.</summary>
    public double Loss { get; set; }

    /// <summary>How many samples there were.</summary>
    public long Samples { get; set; }

    /// <summary>The names of the metrics.</summary>
    public string Names { get; } = string.Join(", ", metrics.Select(m => m.Name));

    /// <summary>Each metric's sums; empty before the first batch.</summary>
    public double[][] Sums { get; } = [.. metrics.Select(_ => Array.Empty<double>())];

    /// <summary>Adds a batch.</summary>
    public void Add(double meanLoss, int samples)
    {
        Loss += meanLoss * samples;
        Samples += samples;
    }

    /// <summary>Adds what a metric measured of a batch.</summary>
    public void Add(int metric, ReadOnlySpan<float> sums)
    {
        if (Sums[metric].Length == 0) Sums[metric] = new double[sums.Length];
        var total = Sums[metric];
        if (total.Length != sums.Length)
            throw new TrainingException(
                $"The metric '{metrics[metric].Name}' gives {sums.Length} sums; the epoch so far has {total.Length} of it. Was it " +
                $"resumed with another model?");
        metrics[metric].Add(total, sums);
    }

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        (Loss, Samples) = (0, 0);
        foreach (var sums in Sums) Array.Clear(sums);
    }

    /// <summary>The mean loss and the metrics by name, with a text before each name.</summary>
    public Dictionary<string, double> Values(string prefix = "")
    {
        var values = new Dictionary<string, double> { [prefix + TrainingStep.LossName] = Samples == 0 ? 0 : Loss / Samples };
        for (var i = 0; i < metrics.Count; i++)
            values[prefix + metrics[i].Name] = Samples == 0 || Sums[i].Length == 0 ? 0 : metrics[i].Value(Sums[i], Samples);
        return values;
    }
}
