using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Bantam.Files;
using Bantam.Reports.Pages;
using Bantam.Tensors;
using Bantam.Training.Callbacks;
using Bantam.Training.Running;

namespace Bantam.Reports;

/// <summary>
/// Writes a page about a training, in one file that needs nothing else: curves of loss and metrics, the learning rate, the norms of the
/// gradients, and, when it has ended, what the model gets wrong in the validation data, histograms of weights and activations, the graph
/// and the slowest kernels. While the training runs the page is written after each epoch, and a browser that shows it reads it again.
/// </summary>
/// <param name="path">The file, such as <c>report.html</c>.</param>
/// <param name="title">What the page is called.</param>
/// <exception cref="ArgumentException">The path is empty.</exception>
[RequiresDynamicCode("Emits IL, which ahead-of-time compiled apps cannot run.")]
public sealed class Report(string path, string title = "Training") : TrainingCallback
{
    private readonly string _path = !string.IsNullOrEmpty(path) ? path
        : throw new ArgumentException("A report must have a file; its path is empty.", nameof(path));
    private readonly Decimated _losses = new();
    private readonly Decimated _rates = new();
    private readonly Decimated _norms = new();
    private float[] _ofWeights = [];
    private int _steps;

    /// <summary>The names of the classes; numbers where there are none.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>How many of the validation samples are looked at for mistakes.</summary>
    public int MostSamples { get; init; } = 10_000;

    /// <summary>Whether the slowest kernels are measured, which takes some steps of training.</summary>
    public bool MeasuresKernels { get; init; } = true;

    /// <inheritdoc/>
    public override bool NeedsGradientNorms => true;

    /// <inheritdoc/>
    public override void OnBegin(TrainingRun run)
    {
        AtomicFile.Prepare(_path);
        _ofWeights = [];
        _steps = 0;
        foreach (var series in new[] { _losses, _rates, _norms }) series.Restore([], 1);
    }

    /// <inheritdoc/>
    public override void OnBatchEnd(TrainingRun run, BatchResult result)
    {
        ArgumentNullException.ThrowIfNull(run);
        _losses.Add(result.Loss);
        _rates.Add(result.LearningRate);
        if (_ofWeights.Length != run.GradientNorms.Count) (_ofWeights, _steps) = (new float[run.GradientNorms.Count], 0);
        var squares = 0.0;
        for (var i = 0; i < _ofWeights.Length; i++)
        {
            var norm = run.GradientNorms[i];
            squares += (double)norm * norm;
            _ofWeights[i] += norm;
        }

        _steps++;
        _norms.Add(Math.Sqrt(squares));
    }

    /// <inheritdoc/>
    public override void OnEpochBegin(TrainingRun run, int epoch)
    {
        Array.Clear(_ofWeights);
        _steps = 0;
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingRun run, EpochResult result) => Write(run, isDone: false);

    /// <inheritdoc/>
    public override void OnCancel(TrainingRun run) => Write(run, isDone: true);

    /// <inheritdoc/>
    public override void OnEnd(TrainingRun run) => Write(run, isDone: true);

    /// <inheritdoc/>
    public override void Save(IDictionary<string, string> texts, IDictionary<string, Tensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(tensors);
        foreach (var (name, series) in Series())
        {
            texts[name] = series.Stretch.ToString(CultureInfo.InvariantCulture);
            if (!series.IsEmpty) tensors[name] = Tensor.From(series.Means);
        }
    }

    /// <inheritdoc/>
    public override void Load(IReadOnlyDictionary<string, string> texts, IReadOnlyDictionary<string, Tensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(tensors);
        foreach (var (name, series) in Series())
            series.Restore(
                tensors.TryGetValue(name, out var means) ? means.ToArray<float>() : [],
                int.Parse(texts[name], CultureInfo.InvariantCulture));
    }

    private (string, Decimated)[] Series() => [("losses", _losses), ("rates", _rates), ("norms", _norms)];

    private void Write(TrainingRun run, bool isDone)
    {
        ArgumentNullException.ThrowIfNull(run);
        var page = new Page(title) { Refresh = isDone ? null : 10 };
        TrainingSections.Facts(page, run, isDone);
        TrainingSections.Curves(page, run, _losses, _rates, _norms);
        TrainingSections.Norms(page, run, [.. _ofWeights.Select(n => n / Math.Max(_steps, 1))]);
        if (isDone)
        {
            TrainingSections.Mistakes(page, run, Classes, MostSamples);
            InsideSections.Write(page, run);
            if (MeasuresKernels) InsideSections.Kernels(page, run);
        }

        page.Save(_path);
    }
}
