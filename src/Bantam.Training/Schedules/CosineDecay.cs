using Bantam.Training.Randomness;

namespace Bantam.Training.Schedules;

/// <summary>
/// Cosine decay from the initial learning rate to <c>initial · alpha</c>, which stays afterwards (I. Loshchilov and F. Hutter, 2016),
/// after an optional linear warmup. With a target the warmup is that of Keras: from the initial rate to the target, from where it decays.
/// Without one it goes to the initial rate, and its step 0 has <c>1 / (warmupSteps + 1)</c> of it, so that no step has none.
/// </summary>
/// <param name="initial">The learning rate of step 0, or after a warmup without a target.</param>
/// <param name="decaySteps">Steps of the decay, 1 or more.</param>
/// <param name="alpha">The fraction of the highest learning rate at the end.</param>
/// <param name="warmupSteps">Steps of the warmup.</param>
/// <param name="warmupTarget">The learning rate after the warmup; null for the initial one.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
public sealed class CosineDecay(float initial, int decaySteps, float alpha = 0, int warmupSteps = 0, float? warmupTarget = null) : Schedule
{
    private readonly float _initial = Hyperparameter.NotNegative(initial, nameof(initial));
    private readonly float _alpha = Hyperparameter.NotNegative(alpha, nameof(alpha));
    private readonly int _decaySteps = Hyperparameter.AtLeast(1, decaySteps, nameof(decaySteps));
    private readonly int _warmupSteps = Hyperparameter.AtLeast(0, warmupSteps, nameof(warmupSteps));
    private readonly float? _target = warmupTarget is { } rate ? Hyperparameter.NotNegative(rate, nameof(warmupTarget)) : null;

    /// <inheritdoc/>
    public override float At(long step)
    {
        if (step < _warmupSteps)
            return (float)(_target is { } to ? _initial + ((to - (double)_initial) * step / _warmupSteps)
                : (double)_initial * (step + 1) / (_warmupSteps + 1L));
        var progress = Math.Min((double)(step - _warmupSteps) / _decaySteps, 1);
        return (float)((_target ?? _initial) * (_alpha + ((1 - _alpha) * 0.5 * (1 + PortableMath.CosPi(progress)))));
    }
}
