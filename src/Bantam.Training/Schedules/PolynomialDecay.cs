using Bantam.Training.Randomness;

namespace Bantam.Training.Schedules;

/// <summary>(initial − end) · (1 − step / decaySteps)^power + end, which stays afterwards.</summary>
/// <param name="initial">The learning rate of step 0.</param>
/// <param name="decaySteps">Steps of the decay, 1 or more.</param>
/// <param name="end">The learning rate at the end.</param>
/// <param name="power">The power, above 0; 1 is a line.</param>
/// <param name="cycle">
/// Whether the decay is stretched to the next multiple of its steps that a step is not beyond, so that the rate jumps up there.
/// </param>
/// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
public sealed class PolynomialDecay(float initial, int decaySteps, float end = 0.0001f, float power = 1, bool cycle = false) : Schedule
{
    private readonly float _initial = Hyperparameter.NotNegative(initial, nameof(initial));
    private readonly int _decaySteps = Hyperparameter.AtLeast(1, decaySteps, nameof(decaySteps));
    private readonly float _end = Hyperparameter.NotNegative(end, nameof(end));
    private readonly float _power = Hyperparameter.Positive(power, nameof(power));

    /// <inheritdoc/>
    public override float At(long step)
    {
        var steps = (double)_decaySteps;
        if (cycle) steps *= Math.Max(1, Math.Ceiling(step / steps));
        var left = 1 - Math.Min(step / steps, 1);
        return (float)(((_initial - (double)_end) * PortableMath.Power(left, _power)) + _end);
    }
}
