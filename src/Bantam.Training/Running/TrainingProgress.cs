namespace Bantam.Training.Running;

/// <summary>How far a training is.</summary>
/// <param name="Epoch">The epoch that runs, from 0.</param>
/// <param name="Epochs">How many there will be.</param>
/// <param name="Batch">Batches done in the epoch.</param>
/// <param name="Batches">Batches of an epoch.</param>
/// <param name="Samples">Samples done in the epoch.</param>
/// <param name="Loss">The mean loss of the epoch so far.</param>
/// <param name="Metrics">The metrics of the epoch so far.</param>
/// <param name="LearningRate">The learning rate of the last step.</param>
/// <param name="SamplesPerSecond">Speed since the training began or was resumed, validation left out.</param>
/// <param name="Elapsed">Time since then.</param>
/// <param name="Remaining">Time that the rest will take at this speed.</param>
/// <param name="Completed">The results of the epoch that has just ended, validation included; null within an epoch.</param>
public sealed record TrainingProgress(
    int Epoch,
    int Epochs,
    int Batch,
    int Batches,
    long Samples,
    double Loss,
    IReadOnlyDictionary<string, double> Metrics,
    float LearningRate,
    double SamplesPerSecond,
    TimeSpan Elapsed,
    TimeSpan Remaining,
    EpochResult? Completed);
