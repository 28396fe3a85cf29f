using Bantam.Onnx;
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

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingRun run, EpochResult result)
    {
        // Copying them brings the variables up to what the training has.
        _weights = run.CopyWeights(_weights);

        // The state has the weights too: should the disk take it and not the model, a resume still goes on from the newest.
        Save(run);
        inference().Save(path);
    }

    /// <inheritdoc/>
    public override void OnBatchEnd(TrainingRun run, BatchResult result)
    {
        if (every is { } steps && result.Step % steps == 0 && (HasSaved || !_isAnothers)) Save(run);
    }

    /// <inheritdoc/>
    public override void OnCancel(TrainingRun run)
    {
        HasSpared = _isAnothers && !HasSaved;
        if (!HasSpared) Save(run);
    }

    /// <inheritdoc/>
    public override void Save(IDictionary<string, string> texts, IDictionary<string, Tensor> tensors)
    {
        foreach (var (name, value) in options) texts[name] = value;
    }

    /// <inheritdoc/>
    public override void Load(IReadOnlyDictionary<string, string> texts, IReadOnlyDictionary<string, Tensor> tensors)
    {
        foreach (var (name, value) in options)
            if (texts.TryGetValue(name, out var before) && before != value)
                Notice?.Invoke(
                    $"The training that is resumed began with {name} {before}; with {name} {value} it ends otherwise than if it had " +
                    $"never stopped.");
    }

    private void Save(TrainingRun run)
    {
        run.Save(state);
        HasSaved = true;
    }
}
