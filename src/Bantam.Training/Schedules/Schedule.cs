namespace Bantam.Training.Schedules;

/// <summary>A learning rate as a function of the step. A number converts to a constant one.</summary>
public abstract class Schedule
{
    /// <summary>The learning rate of a step.</summary>
    /// <param name="step">The step, from 0, counted over all epochs.</param>
    public abstract float At(long step);

    /// <summary>The same learning rate always.</summary>
    public static implicit operator Schedule(float learningRate) => new ConstantSchedule(learningRate);

    /// <summary>The same learning rate always.</summary>
    public static Schedule FromSingle(float learningRate) => learningRate;
}
