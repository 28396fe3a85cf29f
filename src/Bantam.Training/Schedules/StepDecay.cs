namespace Bantam.Training.Schedules;

/// <summary>initial · factor^⌊step / every⌋.</summary>
/// <param name="initial">The learning rate of step 0.</param>
/// <param name="every">Steps between two decays, 1 or more.</param>
/// <param name="factor">The factor of a decay.</param>
public sealed class StepDecay(float initial, int every, float factor = 0.1f) : Schedule
{
    private readonly float _initial = Hyperparameter.NotNegative(initial, nameof(initial));
    private readonly int _every = Hyperparameter.AtLeast(1, every, nameof(every));
    private readonly float _factor = Hyperparameter.NotNegative(factor, nameof(factor));

    /// <inheritdoc/>
    public override float At(long step)
    {
        // By squaring, so that every machine gets the same bits.
        var (rate, power) = ((double)_initial, (double)_factor);
        for (var falls = step / _every; falls > 0; falls /= 2, power *= power)
            if (falls % 2 == 1)
                rate *= power;
        return (float)rate;
    }
}
