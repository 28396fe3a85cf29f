using Bantam.Training.Randomness;

namespace Bantam.Training.Schedules;

/// <summary>
/// Cosine decay from the initial learning rate to <c>initial · alpha</c>, which stays afterwards (I. Loshchilov and F. Hutter, 2016),
/// after an optional linear warmup. Step 0 of a warmup has <c>1 / (warmupSteps + 1)</c> of the initial learning rate, so that no step has
/// none.
/// </summary>
/// <param name="initial">The highest learning rate.</param>
/// <param name="decaySteps">Steps of the decay, 1 or more.</param>
/// <param name="alpha">The fraction of the initial learning rate at the end.</param>
/// <param name="warmupSteps">Steps of the warmup.</param>
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
