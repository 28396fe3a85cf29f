using System.Globalization;
using Bantam.Cli.Demo;
using Bantam.Cli.Rendering;
using Bantam.Training.Running;

namespace Bantam.Cli.Learning;

/// <summary>Shows a training: how far it is, how good, how fast; and a line for each epoch.</summary>
/// <param name="meter">Where.</param>
/// <param name="budget">The time that ends the training, where that may come before its last epoch; else null.</param>
/// <param name="speed">Hears the speed in samples a second.</param>
internal sealed class FitProgress(Meter meter, Budget? budget = null, Action<double>? speed = null) : IProgress<TrainingProgress>
{
    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        var share = (value.Epoch + ((double)value.Batch / value.Batches)) / value.Epochs;
        var left = value.Remaining;
        if (budget is not null && budget.Left < left) (share, left) = (Math.Max(share, budget.Share), budget.Left);
        speed?.Invoke(value.SamplesPerSecond);
        if (value.Completed is { } epoch) meter.Note(Describe(epoch, value.Epochs));
        meter.Report(
            share,
            $"epoch {value.Epoch + 1}/{value.Epochs}, loss " +
            $"{value.Loss.ToString("0.000", CultureInfo.InvariantCulture)}{Accuracy(value.Metrics, "accuracy", ", ")}, " +
            $"{Texts.Count(value.SamplesPerSecond)} samples/s", left);
    }

    private static string Describe(EpochResult epoch, int epochs) =>
        $"Epoch {epoch.Epoch + 1} of {epochs}: loss {Number(epoch.Loss)}{Accuracy(epoch.Values, "accuracy", ", accuracy ")}" +
        $"{Accuracy(epoch.Values, "val_accuracy", ", on the test samples ")}, " +
        $"{epoch.Seconds.ToString("0.0", CultureInfo.InvariantCulture)} s";

    private static string Number(double loss) => loss.ToString("0.0000", CultureInfo.InvariantCulture);

    private static string Accuracy(IReadOnlyDictionary<string, double> values, string name, string before) =>
        values.TryGetValue(name, out var accuracy) ? before + Texts.Percent(accuracy) : "";
}
