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

    /// <summary>A number of steps that can be one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than the least.</exception>
    private protected static int Steps(int steps, int least, string name) => steps >= least ? steps
        : throw new ArgumentOutOfRangeException(name, steps, $"A number of steps is {least} or more here.");

    /// <summary>A factor of the learning rate that can be one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, infinite or no number.</exception>
    private protected static float Factor(float factor, string name) => float.IsFinite(factor) && factor >= 0 ? factor
        : throw new ArgumentOutOfRangeException(name, factor, "A factor of the learning rate is a finite number from 0 on.");

    /// <summary>The same learning rate always.</summary>
    public static implicit operator Schedule(float learningRate) => new ConstantSchedule(learningRate);

    /// <summary>The same learning rate always.</summary>
    public static Schedule FromSingle(float learningRate) => learningRate;
}
