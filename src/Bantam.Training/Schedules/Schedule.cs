namespace Bantam.Training.Schedules;

/// <summary>A learning rate that depends on the step. A number stands for one that does not.</summary>
public abstract class Schedule
{
    /// <summary>The learning rate of a step.</summary>
    /// <param name="step">The step, from 0, counted over all epochs.</param>
    public abstract float At(long step);

    /// <summary>A learning rate that can be one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, infinite or no number.</exception>
    private protected static float Checked(float learningRate) => float.IsFinite(learningRate) && learningRate >= 0 ? learningRate
        : throw new ArgumentOutOfRangeException(nameof(learningRate), learningRate, "A learning rate is a finite number from 0 on.");

    /// <summary>The same learning rate always.</summary>
    public static implicit operator Schedule(float learningRate) => new ConstantSchedule(learningRate);

    /// <summary>The same learning rate always.</summary>
    public static Schedule FromSingle(float learningRate) => learningRate;
}
