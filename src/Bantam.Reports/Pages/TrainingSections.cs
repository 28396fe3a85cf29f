using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Bantam.Reports.Charts;
using Bantam.Training.Data;
using Bantam.Training.Running;

namespace Bantam.Reports.Pages;

/// <summary>How a training went.</summary>
[RequiresDynamicCode("Emits IL, which ahead-of-time compiled apps cannot run.")]
internal static class TrainingSections
{
    private const string Validation = "val_";
    private const int MostWeights = 24, MostBytes = 1 << 27;

    /// <summary>What was trained on what, and what came of it.</summary>
    public static void Facts(Page page, TrainingRun run, bool isDone)
    {
        var last = run.History.Count == 0 ? null : run.History[^1];
        page.Facts(
        [
            ("State", run.StopReason ?? (isDone ? "done" : "running")), ("Epochs", Markup.Number(run.History.Count)),
            .. last?.Values.Select(v => (v.Key.Replace('_', ' '), Markup.Number(v.Value))) ?? [],
            ("Samples", Markup.Number(run.Training.SampleCount)), ("Batch", Markup.Number(run.Training.Size)),
            ("Parameters", Markup.Number(run.Trained.Sum(v => (double)v.Type.Shape.ElementCount))),
            ("Speed", last is null ? "" : $"{Markup.Number(last.SamplesPerSecond)} samples/s"),
            ("Time", TimeSpan.FromSeconds(Math.Round(run.History.Sum(e => e.Seconds))).ToString("c", CultureInfo.InvariantCulture)),
        ]);
    }

    /// <summary>Curves over epochs and steps.</summary>
    public static void Curves(Page page, TrainingRun run, Decimated losses, Decimated rates, Decimated norms)
    {
        page.Section("Curves", "", () => page.Charts(Charts()));

        IEnumerable<Chart> Charts()
        {
            foreach (var name in run.ValueNames.Where(n => !n.StartsWith(Validation, StringComparison.Ordinal)))
            {
                if (run.History.Count == 0) break;
                var series = new List<Series> { new("training", run.History.Select(e => Value(e, name))) };
                if (run.ValueNames.Contains(Validation + name))
                    series.Add(new("validation", run.History.Select(e => Value(e, Validation + name))));
                yield return new LineChart(Titled(name), "epoch", series);
            }

            if (losses.IsEmpty) yield break;
            var (x, y) = losses.Points;
            yield return new LineChart(
                "Loss of each step", "step", new Series("loss", x, y) { IsThin = true }, new Series("smoothed", x, Smoothed(y)));
            var (steps, rate) = rates.Points;
            yield return new LineChart("Learning rate", "step", new Series("learning rate", steps, rate));
            var (at, norm) = norms.Points;
            yield return new LineChart(
                "Norm of the gradient", "step", new Series("norm", at, norm) { IsThin = true }, new Series("smoothed", at, Smoothed(norm)))
            { IsLogarithmic = true };
        }
    }

    /// <summary>The gradient of each weight.</summary>
    public static void Norms(Page page, TrainingRun run, IReadOnlyList<float> norms)
    {
        if (norms.Count == 0 || norms.All(n => n == 0)) return;
        (string, double)[] bars = [.. run.Trained.Zip(norms, (v, n) => (v.Name, (double)n)).Take(MostWeights)];
        page.Section("Gradients", "Mean norm in the last epoch; a weight with almost none learns almost nothing.", () => page.Charts(
            [new BarChart(norms.Count > MostWeights ? $"The first {MostWeights} of {norms.Count} weights" : "Weights", bars)
            { Height = 44 + (bars.Length * 20), Width = 560 }], "grid one"));
    }

    /// <summary>What the model makes of the validation data.</summary>
    public static void Mistakes(Page page, TrainingRun run, IReadOnlyList<string> classes, int most)
    {
        if (run.Validation is not { } validation || most == 0) return;

        // What is predicted of an image may be as large as the image.
        most = (int)Math.Clamp(MostBytes / Math.Max(run.Predicting(1).Outputs[0].Type.Bytes, 1), 1, most);
        var data = validation.Source.Count > most ? validation.Source.Take(most) : validation.Source;
        JudgementSections.Write(page, new Judgement(data, run.Examine(data.Batch(validation.Size))), classes);
    }

    private static double Value(EpochResult epoch, string name) => epoch.Values.TryGetValue(name, out var value) ? value : double.NaN;

    private static string Titled(string name) => $"{char.ToUpperInvariant(name[0])}{name[1..].Replace('_', ' ')}";

    private static double[] Smoothed(double[] values)
    {
        // A longer series is smoothed more: over about a fifteenth of it, 20 values at most.
        var (smooth, most) = (new double[values.Length], Math.Clamp(1 - (15.0 / Math.Max(values.Length, 1)), 0.5, 0.95));
        for (var i = 0; i < values.Length; i++)
        {
            // The mean of what there is at first: else the first value would drag the curve.
            var weight = Math.Min(most, i / (i + 1.0));
            smooth[i] = i == 0 || !double.IsFinite(smooth[i - 1]) ? values[i] : (weight * smooth[i - 1]) + ((1 - weight) * values[i]);
        }

        return smooth;
    }
}
