using System.Globalization;
using Bantam.Training.Metrics;
using Bantam.Training.Steps;

namespace Bantam.Training.Running;

/// <summary>The result of an evaluation.</summary>
/// <param name="Samples">How many samples were predicted.</param>
/// <param name="Values">By name: <c>loss</c>, the mean over all samples, and the metrics.</param>
/// <param name="Sums">The sums of each metric, from which its value follows.</param>
public sealed record Evaluation(
    long Samples, IReadOnlyDictionary<string, double> Values, IReadOnlyDictionary<string, IReadOnlyList<double>> Sums)
{
    /// <summary>The mean loss.</summary>
    public double Loss => Values[TrainingStep.LossName];

    /// <summary>The accuracy; null where it was not measured.</summary>
    public double? Accuracy => Values.TryGetValue("accuracy", out var accuracy) ? accuracy : null;

    /// <summary>The values by name, such as <c>loss 0.1234, accuracy 0.9876 (10000 samples)</c>.</summary>
    public override string ToString()
    {
        var values = Values.Select(v => $"{v.Key} {v.Value.ToString("0.0000", CultureInfo.InvariantCulture)}");
        return $"{string.Join(", ", values)} ({Samples.ToString(CultureInfo.InvariantCulture)} samples)";
    }

    /// <summary>The table of a <see cref="ConfusionMatrix"/>; null where it was not measured.</summary>
    public ConfusionTable? Confusion => Sums.TryGetValue("confusion", out var sums) ? new ConfusionTable(sums) : null;
}
