using Bantam.Training.Randomness;

namespace Bantam.Training.Schedules;

/// <summary>initial · rate^(step / decaySteps).</summary>
/// <param name="initial">The learning rate of step 0.</param>
/// <param name="decaySteps">Steps after which it has decayed by the rate, 1 or more.</param>
/// <param name="rate">The rate, above 0.</param>
/// <param name="staircase">Whether it decays only every <paramref name="decaySteps"/> steps.</param>
public sealed class ExponentialDecay(float initial, int decaySteps, float rate, bool staircase = false) : Schedule
{
    private readonly float _initial = Hyperparameter.NotNegative(initial, nameof(initial));
    private readonly int _decaySteps = Hyperparameter.AtLeast(1, decaySteps, nameof(decaySteps));
    private readonly float _rate = Hyperparameter.Positive(rate, nameof(rate));

    /// <inheritdoc/>
    public override float At(long step)
    {
        var times = staircase ? step / _decaySteps : (double)step / _decaySteps;
        return (float)(_initial * PortableMath.Exp(Math.Clamp(times * PortableMath.Log(_rate), -700, 700)));
    }
}
