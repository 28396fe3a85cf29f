using System.Globalization;
using Bantam.Tensors;
using Bantam.Training.Running;

namespace Bantam.Training.Callbacks;

/// <summary>Stops a training whose monitored value no longer improves.</summary>
/// <param name="patience">Epochs without an improvement after which it stops.</param>
/// <param name="monitor">The monitored value, a name of <see cref="EpochResult.Values"/>.</param>
/// <param name="minDelta">The least change that counts as an improvement, 0 or more. NaN and infinity never do.</param>
/// <param name="restoreBest">Whether the weights of the best epoch are restored at the end.</param>
public sealed class EarlyStopping(int patience, string monitor = "val_loss", double minDelta = 0, bool restoreBest = true)
    : TrainingCallback
{
    private const string BestKey = "best", WaitKey = "wait", EpochKey = "best_epoch", StopKey = "stopped";
    private readonly BestValue _best = new(monitor, Hyperparameter.NotNegative(minDelta, nameof(minDelta)));
    private readonly int _patience = Hyperparameter.AtLeast(0, patience, nameof(patience));
    private Dictionary<string, Tensor>? _weights;
    private TrainingRun? _run;
    private string _stopped = "";
    private int _wait;

    /// <summary>The best epoch so far, from 0.</summary>
    public int BestEpoch { get; private set; } = -1;

    /// <inheritdoc/>
    public override void OnBegin(TrainingRun run)
    {
        _best.Begin(run, nameof(EarlyStopping));
        (_run, _weights, _wait, _stopped, BestEpoch) = (run, null, 0, "", -1);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingRun run, EpochResult result)
    {
        if (_best.Improves(result))
        {
            (_wait, BestEpoch) = (0, result.Epoch);
            if (restoreBest) _weights = run.CopyWeights(_weights);
        }
        else if (++_wait >= _patience)
        {
            _stopped = $"{_best.Describe(BestEpoch)} in {_wait} epochs.";
            run.Stop(_stopped);
        }
    }

    /// <inheritdoc/>
    public override void OnEnd(TrainingRun run)
    {
        if (_weights is not null) run.SetWeights(_weights);
    }

    /// <inheritdoc/>
    public override void Save(IDictionary<string, string> texts, IDictionary<string, Tensor> tensors)
    {
        texts[BestKey] = _best.Text;
        texts[WaitKey] = _wait.ToString(CultureInfo.InvariantCulture);
        texts[EpochKey] = BestEpoch.ToString(CultureInfo.InvariantCulture);
        texts[StopKey] = _stopped;
        foreach (var (name, tensor) in _weights ?? []) tensors[name] = tensor;
    }

    /// <inheritdoc/>
    public override void Load(IReadOnlyDictionary<string, string> texts, IReadOnlyDictionary<string, Tensor> tensors)
    {
        _best.Text = texts[BestKey];
        _wait = int.Parse(texts[WaitKey], CultureInfo.InvariantCulture);
        BestEpoch = int.Parse(texts[EpochKey], CultureInfo.InvariantCulture);
        if (tensors.Count > 0) _run!.RequireWeights(tensors);
        _weights = tensors.Count == 0 ? null : new Dictionary<string, Tensor>(tensors);
        _stopped = texts.GetValueOrDefault(StopKey, "");
        if (_stopped.Length > 0) _run!.Stop(_stopped);
    }
}
