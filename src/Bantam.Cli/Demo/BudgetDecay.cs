using Bantam.Training.Schedules;

namespace Bantam.Cli.Demo;

/// <summary>
/// Half a cosine from the initial learning rate to 0 over the steps of a training or over the time that it may take, whichever ends
/// first: a slow machine stops earlier, with a learning rate that has come to rest all the same.
/// </summary>
/// <param name="initial">The highest learning rate.</param>
/// <param name="steps">All steps.</param>
/// <param name="budget">The time.</param>
internal sealed class BudgetDecay(float initial, int steps, Budget budget) : Schedule
{
    /// <inheritdoc/>
    public override float At(long step) =>
        (float)(initial * 0.5 * (1 + Math.Cos(Math.PI * Math.Min(Math.Max((double)step / steps, budget.Share), 1))));
}
