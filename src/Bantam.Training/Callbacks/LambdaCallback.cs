using Bantam.Training.Running;

namespace Bantam.Training.Callbacks;

/// <summary>A callback made of functions, for what is not worth a class.</summary>
public sealed class LambdaCallback : TrainingCallback
{
    /// <summary>The training begins or is resumed.</summary>
    public Action<TrainingRun>? Begin { get; init; }

    /// <summary>An epoch begins, from 0.</summary>
    public Action<TrainingRun, int>? EpochBegin { get; init; }

    /// <summary>The training has learned from a batch.</summary>
    public Action<TrainingRun, BatchResult>? BatchEnd { get; init; }

    /// <summary>An epoch has ended.</summary>
    public Action<TrainingRun, EpochResult>? EpochEnd { get; init; }

    /// <summary>The training has ended, early or not.</summary>
    public Action<TrainingRun>? End { get; init; }

    /// <inheritdoc/>
    public override void OnBegin(TrainingRun run) => Begin?.Invoke(run);

    /// <inheritdoc/>
    public override void OnEpochBegin(TrainingRun run, int epoch) => EpochBegin?.Invoke(run, epoch);

    /// <inheritdoc/>
    public override void OnBatchEnd(TrainingRun run, BatchResult result) => BatchEnd?.Invoke(run, result);

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingRun run, EpochResult result) => EpochEnd?.Invoke(run, result);

    /// <inheritdoc/>
    public override void OnEnd(TrainingRun run) => End?.Invoke(run);
}
