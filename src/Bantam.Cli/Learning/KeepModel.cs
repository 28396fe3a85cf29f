using Bantam.Onnx;
using Bantam.Reports;
using Bantam.Tensors;
using Bantam.Training.Callbacks;
using Bantam.Training.Running;

namespace Bantam.Cli.Learning;

/// <summary>
/// Keeps what was learned: after each epoch the model and, beside it, the state that a resume goes on from; when the training is
/// stopped in the middle of an epoch the state. A file is the new one or the old one, never half of each. A training that is stopped in
/// its first epoch leaves the state of another training alone: that may be worth more.
/// </summary>
/// <param name="path">The model's file.</param>
/// <param name="state">The file of its state.</param>
/// <param name="every">After how many steps the state is saved inside an epoch too; null for never.</param>
/// <param name="inference">The graph that predicts, with the variables' present values.</param>
/// <param name="isResumed">Whether the training goes on from the state that is there.</param>
/// <param name="options">The options that decide what is learned, by name; a resumed training is compared with them.</param>
internal sealed class KeepModel(
    string path, string state, int? every, Func<OnnxModel> inference, bool isResumed, IReadOnlyDictionary<string, string> options)
    : TrainingCallback
{
    /// <summary>What the names of the report's state begin with, which a training that goes on without one leaves alone.</summary>
    private const string OfReport = "report/";

    private readonly bool _isAnothers = !isResumed && File.Exists(state);
    private Dictionary<string, Tensor>? _weights;

    /// <summary>The file of the state that belongs to a model's file.</summary>
    public static string StateOf(string path) => Path.ChangeExtension(path, ".safetensors");

    /// <summary>Whether there is a state to go on from.</summary>
    public bool HasSaved { get; private set; }

    /// <summary>Whether it was stopped too early to replace the state of another training.</summary>
    public bool HasSpared { get; private set; }

    /// <summary>Hears where a resumed training has other options than before.</summary>
    public Action<string>? Notice { get; set; }

    /// <summary>A page that is written besides; null for none. A training may be resumed with or without one.</summary>
    public Report? Report { get; init; }

    /// <inheritdoc/>
    public override bool NeedsGradientNorms => Report is not null;

    /// <inheritdoc/>
    public override void OnBegin(TrainingRun run) => Report?.OnBegin(run);

    /// <inheritdoc/>
    public override void OnEpochBegin(TrainingRun run, int epoch) => Report?.OnEpochBegin(run, epoch);

    /// <inheritdoc/>
    public override void OnEnd(TrainingRun run) => Report?.OnEnd(run);

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingRun run, EpochResult result)
    {
        // Copying them brings the variables up to what the training has.
        _weights = run.CopyWeights(_weights);

        // The state has the weights too: should the disk take it and not the model, a resume still goes on from the newest.
        Save(run);
        inference().Save(path);
        Report?.OnEpochEnd(run, result);
    }

    /// <inheritdoc/>
    public override void OnBatchEnd(TrainingRun run, BatchResult result)
    {
        Report?.OnBatchEnd(run, result);
        if (every is { } steps && result.Step % steps == 0 && (HasSaved || !_isAnothers)) Save(run);
    }

    /// <inheritdoc/>
    public override void OnCancel(TrainingRun run)
    {
        HasSpared = _isAnothers && !HasSaved;
        if (!HasSpared) Save(run);
        Report?.OnCancel(run);
    }

    /// <inheritdoc/>
    public override void Save(IDictionary<string, string> texts, IDictionary<string, Tensor> tensors)
    {
        foreach (var (name, value) in options) texts[name] = value;
        var (ofReport, numbers) = (new Dictionary<string, string>(), new Dictionary<string, Tensor>());
        Report?.Save(ofReport, numbers);
        foreach (var (name, value) in ofReport) texts[OfReport + name] = value;
        foreach (var (name, value) in numbers) tensors[OfReport + name] = value;
    }

    /// <inheritdoc/>
    public override void Load(IReadOnlyDictionary<string, string> texts, IReadOnlyDictionary<string, Tensor> tensors)
    {
        foreach (var (name, value) in options)
            if (texts.TryGetValue(name, out var before) && before != value)
                Notice?.Invoke(
                    $"The training that is resumed began with {name} {before}; with {name} {value} it ends otherwise than if it had " +
                    $"never stopped.");
        if (Report is not null && texts.Keys.Any(k => k.StartsWith(OfReport, StringComparison.Ordinal)))
            Report.Load(OwnOf(texts), OwnOf(tensors));

        static Dictionary<string, T> OwnOf<T>(IReadOnlyDictionary<string, T> all) => all
            .Where(t => t.Key.StartsWith(OfReport, StringComparison.Ordinal)).ToDictionary(t => t.Key[OfReport.Length..], t => t.Value);
    }

    private void Save(TrainingRun run)
    {
        run.Save(state);
        HasSaved = true;
    }
}
