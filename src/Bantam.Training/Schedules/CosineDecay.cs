using Bantam.Training.Randomness;

namespace Bantam.Training.Schedules;

/// <summary>
/// Half a cosine from the initial learning rate down to <c>initial · alpha</c>, which stays after it (I. Loshchilov and F. Hutter,
/// 2016); before it, where asked for, a linear rise from 0.
/// </summary>
/// <param name="initial">The highest learning rate.</param>
/// <param name="decaySteps">Steps of the cosine.</param>
/// <param name="alpha">What is left at its end, as a fraction.</param>
/// <param name="warmupSteps">Steps of the rise.</param>
public sealed class CosineDecay(float initial, int decaySteps, float alpha = 0, int warmupSteps = 0) : Schedule
{
    private readonly float _initial = Checked(initial);

    /// <inheritdoc/>
    public override float At(long step)
    {
        if (step < warmupSteps) return (float)((double)_initial * (step + 1) / (warmupSteps + 1));
        var progress = Math.Min((double)(step - warmupSteps) / decaySteps, 1);
        return (float)(_initial * (alpha + ((1 - alpha) * 0.5 * (1 + PortableMath.CosPi(progress)))));
    }
}
