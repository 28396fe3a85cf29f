using Bantam.Training.Running;

namespace Bantam.Training.Callbacks;

/// <summary>
/// Ends a training whose loss or weights are no longer finite numbers, where it would else fail with a <see cref="TrainingException"/>.
/// Why, <see cref="TrainingHistory.StopReason"/> says. The weights are then those that were last saved or, where none were, those before
/// the training.
/// </summary>
public sealed class TerminateOnNaN : TrainingCallback
{
    /// <inheritdoc/>
    public override bool OnNotFinite(TrainingRun run, string problem) => true;
}
