namespace Bantam.Training.Schedules;

/// <summary>initial / (1 + rate · step / decaySteps).</summary>
/// <param name="initial">The learning rate of step 0.</param>
/// <param name="decaySteps">Steps after which the divisor has grown by the rate, 1 or more.</param>
/// <param name="rate">The rate, 0 or more.</param>
/// <param name="staircase">Whether it decays only every <paramref name="decaySteps"/> steps.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
public sealed class InverseTimeDecay(float initial, int decaySteps, float rate, bool staircase = false) : Schedule
{
    private readonly float _initial = Hyperparameter.NotNegative(initial, nameof(initial));
    private readonly int _decaySteps = Hyperparameter.AtLeast(1, decaySteps, nameof(decaySteps));
    private readonly float _rate = Hyperparameter.NotNegative(rate, nameof(rate));

    /// <inheritdoc/>
    public override float At(long step)
    {
        var times = staircase ? step / _decaySteps : (double)step / _decaySteps;
        return (float)(_initial / (1 + (_rate * times)));
    }
}
