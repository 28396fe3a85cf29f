namespace Bantam.Training.Schedules;

/// <summary>The same learning rate always.</summary>
/// <param name="learningRate">The learning rate.</param>
public sealed class ConstantSchedule(float learningRate) : Schedule
{
    private readonly float _learningRate = Hyperparameter.NotNegative(learningRate, nameof(learningRate));

    /// <inheritdoc/>
    public override float At(long step) => _learningRate;
}
