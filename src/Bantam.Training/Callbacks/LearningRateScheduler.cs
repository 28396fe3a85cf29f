using Bantam.Training.Running;

namespace Bantam.Training.Callbacks;

/// <summary>Sets the learning rate of each epoch. The optimizer's is a number, not a schedule.</summary>
/// <param name="schedule">From the epoch, counted from 0 over all trainings, and the present learning rate to the new one.</param>
public sealed class LearningRateScheduler(Func<int, float, float> schedule) : TrainingCallback
{
    private readonly Func<int, float, float> _schedule = schedule ?? throw new ArgumentNullException(nameof(schedule));

    /// <inheritdoc/>
    public override void OnBegin(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        run.RequireNumber();
    }

    /// <inheritdoc/>
    public override void OnEpochBegin(TrainingRun run, int epoch)
    {
        ArgumentNullException.ThrowIfNull(run);
        run.LearningRate = _schedule(epoch, run.LearningRate);
    }
}
