using System.Runtime.InteropServices;
using Bantam.Tensors;
using Bantam.Training.Running;

namespace Bantam.Training.Callbacks;

/// <summary>
/// Writes event files that TensorBoard shows: the values of each epoch with the tags that Keras gives them (<c>epoch_loss</c>), those of
/// the training data in the folder <c>train</c> and those of the validation data in <c>validation</c>, and on request the loss of each
/// batch and histograms of the weights.
/// </summary>
/// <param name="logDirectory">The folder, which is created where it is missing.</param>
/// <param name="histogramFrequency">After how many epochs histograms of the weights are written; 0 for never.</param>
/// <param name="writesBatches">Whether the loss of each batch is written too.</param>
/// <exception cref="ArgumentException">The path is empty.</exception>
/// <exception cref="ArgumentOutOfRangeException">The number of epochs is negative.</exception>
public sealed class TensorBoard(string logDirectory = "logs", int histogramFrequency = 0, bool writesBatches = false) : TrainingCallback
{
    private const string Validation = "val_";
    private readonly string _folder = !string.IsNullOrEmpty(logDirectory) ? logDirectory
        : throw new ArgumentException("Events must have a folder; its path is empty.", nameof(logDirectory));
    private readonly int _frequency = Hyperparameter.AtLeast(0, histogramFrequency, nameof(histogramFrequency));
    private EventFile? _training;
    private EventFile? _validation;
    private Dictionary<string, Tensor>? _weights;

    /// <inheritdoc/>
    public override void OnBegin(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        _training = EventFile.Create(Path.Combine(_folder, "train"));
        _validation = run.ValueNames.Any(n => n.StartsWith(Validation, StringComparison.Ordinal))
            ? EventFile.Create(Path.Combine(_folder, "validation")) : null;
    }

    /// <inheritdoc/>
    public override void OnBatchEnd(TrainingRun run, BatchResult result)
    {
        if (writesBatches) _training!.AddScalar("batch_loss", result.Loss, result.Step);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingRun run, EpochResult result)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(result);
        foreach (var (name, value) in result.Values)
        {
            if (!name.StartsWith(Validation, StringComparison.Ordinal)) _training!.AddScalar("epoch_" + name, (float)value, result.Epoch);
            else _validation?.AddScalar("epoch_" + name[Validation.Length..], (float)value, result.Epoch);
        }

        _training!.AddScalar("epoch_learning_rate", result.LearningRate, result.Epoch);
        if (_frequency > 0 && result.Epoch % _frequency == 0)
        {
            _weights = run.CopyWeights(_weights);
            foreach (var (name, weight) in _weights)
                if (weight.Element == ElementType.Float)
                    _training.AddHistogram(name + "/histogram", MemoryMarshal.Cast<byte, float>(weight.Bytes), result.Epoch);
        }

        _training.Flush();
        _validation?.Flush();
    }

    /// <inheritdoc/>
    public override void OnCancel(TrainingRun run) => _training?.Flush();

    /// <inheritdoc/>
    public override void OnEnd(TrainingRun run) => _training?.Flush();
}
