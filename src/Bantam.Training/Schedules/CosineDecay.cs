using Bantam.Training.Randomness;

namespace Bantam.Training.Schedules;

/// <summary>
/// Half a cosine from the initial learning rate down to <c>initial · alpha</c>, which stays after it (I. Loshchilov and F. Hutter,
/// 2016); before it, where asked for, a linear rise, which step 0 begins with one part of <c>warmupSteps + 1</c>: no step learns nothing.
/// </summary>
/// <param name="initial">The highest learning rate.</param>
/// <param name="decaySteps">Steps of the cosine, 1 or more.</param>
/// <param name="alpha">What is left at its end, as a fraction.</param>
/// <param name="warmupSteps">Steps of the rise.</param>
public sealed class CosineDecay(float initial, int decaySteps, float alpha = 0, int warmupSteps = 0) : Schedule
{
    private readonly float _initial = Hyperparameter.NotNegative(initial, nameof(initial));
    private readonly float _alpha = Hyperparameter.NotNegative(alpha, nameof(alpha));
    private readonly int _decaySteps = Hyperparameter.AtLeast(1, decaySteps, nameof(decaySteps));
    private readonly int _warmupSteps = Hyperparameter.AtLeast(0, warmupSteps, nameof(warmupSteps));

    /// <inheritdoc/>
    public override float At(long step)
    {
        if (step < _warmupSteps) return (float)((double)_initial * (step + 1) / (_warmupSteps + 1L));
        var progress = Math.Min((double)(step - _warmupSteps) / _decaySteps, 1);
        return (float)(_initial * (_alpha + ((1 - _alpha) * 0.5 * (1 + PortableMath.CosPi(progress)))));
    }
}
