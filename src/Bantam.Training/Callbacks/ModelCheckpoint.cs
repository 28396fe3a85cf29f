using Bantam.Files;
using Bantam.Tensors;
using Bantam.Training.Running;

namespace Bantam.Training.Callbacks;

/// <summary>
/// Saves the whole state of the training, so that it can be resumed with the same result bit for bit: after each epoch and when it is
/// cancelled, or only after an epoch that is better than all before it. A missing folder is created.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="bestOnly">Whether only the best epoch is kept.</param>
/// <param name="monitor">The monitored value, a name of <see cref="EpochResult.Values"/>.</param>
public sealed class ModelCheckpoint(string path, bool bestOnly = false, string monitor = "val_loss") : TrainingCallback
{
    private const string BestKey = "best";
    private readonly BestValue _best = new(monitor, 0);
    private readonly string _path = !string.IsNullOrEmpty(path) ? path
        : throw new ArgumentException("A checkpoint must have a file; its path is empty.", nameof(path));

    /// <inheritdoc/>
    public override void OnBegin(TrainingRun run)
    {
        if (bestOnly) _best.Begin(run, nameof(ModelCheckpoint));

        // What cannot be written is found before an epoch is spent on it.
        AtomicFile.Prepare(_path);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingRun run, EpochResult result)
    {
        if (!bestOnly || _best.Improves(result)) run.Save(_path);
    }

    /// <inheritdoc/>
    public override void OnCancel(TrainingRun run)
    {
        if (!bestOnly) run.Save(_path);
    }

    /// <inheritdoc/>
    public override void Save(IDictionary<string, string> texts, IDictionary<string, Tensor> tensors) => texts[BestKey] = _best.Text;

    /// <inheritdoc/>
    public override void Load(IReadOnlyDictionary<string, string> texts, IReadOnlyDictionary<string, Tensor> tensors) =>
        _best.Text = texts[BestKey];
}
